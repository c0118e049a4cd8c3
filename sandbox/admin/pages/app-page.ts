import { readJson } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html, jsonMarkup } from "../html.ts";
import { readLocale, redirectTo, renderPage } from "../layout.ts";
import { signAppQuery } from "../sign-request.ts";

/** The app in its frame, with everything around it that the app speaks to. An app that is not installed leads to the install page. */
export function showApp(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const { handle } = shop.state.shop;
  const { app } = admin;
  if (!shop.isInstalled()) return redirectTo(`/store/${handle}/settings/apps`);
  const locale = readLocale(request);
  const base = `/store/${handle}/apps/${request.params.app ?? app.handle}`;
  const path = request.url.pathname.slice(base.length) || app.homePath;
  const source = `${app.origin()}${path}?${signAppQuery(app, shop, locale, request.url.searchParams)}`;
  const data = { base, appOrigin: app.origin(), shop: shop.state.shop.domain, locale };
  const main = html`
<div id="save-bar" class="save-bar" role="region" aria-label="Unsaved changes" hidden>
  <span>Unsaved changes</span>
  <button type="button" class="button dark" id="save-bar-discard">Discard</button>
  <button type="button" class="button" id="save-bar-save">Save</button>
</div>
<div id="loading" class="loading" role="progressbar" aria-label="Loading"></div>
<div id="title-bar" class="title-bar" hidden><strong id="title-bar-title"></strong><span id="title-bar-actions"></span></div>
<script>earlyMessages = []; addEventListener("message", (event) => earlyMessages?.push(event));</script>
<iframe name="app-iframe" title="${app.name}" src="${source}" data-path="${path}" allow="clipboard-write"></iframe>
<div id="toasts" class="toasts" role="status" aria-live="polite"></div>
<script type="application/json" id="host-data">${jsonMarkup(data)}</script>
<script src="/store-assets/host.js"></script>`;
  return renderPage(admin, shop, request, { title: app.name, section: "app", main, isApp: true });
}

/** What the page around the frame asks the admin for on the app's behalf. */
export async function answerHost(admin: Admin, shop: AdminShop, request: StandInRequest): Promise<StandInResponse> {
  if (!shop.isInstalled()) return { status: 403, body: { error: "The app is not installed." } };
  const answers: Record<string, () => Promise<object> | object> = {
    "id-token": () => ({ token: shop.idToken() }),
    extensions: () => listExtensions(admin, shop),
    scopes: () => changeScopes(admin, shop, request),
    resources: () => listResources(shop, request.url.searchParams.get("type")),
  };
  const answer = answers[request.params.what ?? ""];
  if (answer === undefined) return { status: 404, body: { error: "The admin knows no such thing." } };
  return { status: 200, headers: { "cache-control": "no-store" }, body: await answer() };
}

/** As `shopify.app.extensions()` reports them. */
export function listExtensions(admin: Admin, shop: AdminShop): object[] {
  const handles = new Set(admin.app.embeds.map((embed) => embed.extensionHandle));
  return [...handles].map((handle) => ({
    handle,
    type: "theme_app_extension",
    activations: admin.app.embeds
      .filter((embed) => embed.extensionHandle === handle)
      .map(({ blockHandle, name, target }) => {
        const isActive = shop.activeEmbeds.has(blockHandle);
        const themeId = `gid://shopify/OnlineStoreTheme/${shop.state.shop.id}`;
        const activations = isActive ? [{ target: `${target}/${blockHandle}`, themeId }] : [];
        return { target, handle: blockHandle, name, status: isActive ? "active" : "available", activations };
      }),
  }));
}

async function changeScopes({ app }: Admin, shop: AdminShop, request: StandInRequest): Promise<object> {
  const body = request.method === "POST" ? readJson(request) : undefined;
  if (body?.ok) await shop.setOptionalScopes(body.value as { grant?: string[]; revoke?: string[] });
  return { granted: shop.grantedScopes(), required: app.requiredScopes, optional: app.optionalScopes };
}

function listResources(shop: AdminShop, type: string | null): object[] {
  const products = shop.state.products.list();
  if (type === "variant") {
    return products.flatMap((product) =>
      product.variants.map((variant) => ({
        id: `gid://shopify/ProductVariant/${variant.id}`,
        title: `${product.title} – ${variant.title}`,
        sku: variant.sku,
        price: variant.price,
      })),
    );
  }
  return products.map(({ id, title, handle, vendor }) => ({
    id: `gid://shopify/Product/${id}`,
    title,
    handle,
    vendor,
  }));
}
