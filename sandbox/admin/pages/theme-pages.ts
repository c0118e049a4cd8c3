import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html, Markup } from "../html.ts";
import { redirectTo, renderPage } from "../layout.ts";
import { renderLiquid } from "../render-liquid.ts";
import { listExtensions } from "./app-page.ts";

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const editorOf = (shop: AdminShop): string => `/store/${shop.state.shop.handle}/themes/current/editor`;

/** The theme editor's app embeds. `activateAppId=<client id>/<block handle>` opens with that embed switched on, still to be saved. */
export function showThemeEditor(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const wanted = request.url.searchParams.get("activateAppId")?.split("/")[1];
  const embeds = shop.isInstalled() ? admin.app.embeds : [];
  const main = html`<h1>Theme editor</h1><section class="card"><h2>App embeds</h2>
${embeds.length === 0 && html`<p>No installed app has an app embed.</p>`}
<form method="post" action="${editorOf(shop)}">${embeds.map(({ blockHandle, name }) => {
    const isOn = shop.activeEmbeds.has(blockHandle) || blockHandle === wanted;
    return html`<p class="check"><label><input type="checkbox" name="embed" value="${blockHandle}" ${isOn && html`checked`}> ${name}</label> <span class="help">${admin.app.name}</span></p>`;
  })}
${embeds.length > 0 && html`<button class="button primary">Save</button>`}</form></section>
<section class="card"><h2>What <code>shopify.app.extensions()</code> reports</h2><pre tabindex="0">${JSON.stringify(listExtensions(admin, shop), null, 2)}</pre></section>
<p><a class="button" href="/store/${shop.state.shop.handle}/storefront">View the store</a></p>`;
  return renderPage(admin, shop, request, { title: "Theme editor", section: "theme", main });
}

export function saveTheme(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const chosen = readForm(request).getAll("embed");
  shop.activeEmbeds.clear();
  for (const { blockHandle } of admin.app.embeds) if (chosen.includes(blockHandle)) shop.activeEmbeds.add(blockHandle);
  return redirectTo(editorOf(shop), "Theme saved.");
}

/**
 * Shopify's customer privacy API as far as an embed asks it (shopify.dev/docs/api/customer-privacy). `?consent=refused` plays a visitor
 * who has refused.
 */
function privacyScript(isAllowed: boolean): Markup {
  return new Markup(`<script>window.Shopify = { loadFeatures(features, done) {
  Shopify.customerPrivacy = { analyticsProcessingAllowed: () => ${isAllowed}, marketingAllowed: () => ${isAllowed} };
  done();
} };</script>`);
}

/** A page of the shop as its visitors get it: products, and whatever the app's embeds put into the theme. */
export function showStorefront(admin: Admin, shop: AdminShop, isConsentGiven = true): StandInResponse {
  const { name, currency, domain } = shop.state.shop;
  const products = shop.state.products.list().filter((product) => product.publishedAt !== null);
  const globals = {
    app: { metafields: nestMetafields(shop) },
    shop: { name, permanent_domain: domain, currency },
    request: { locale: { iso_code: "en" }, design_mode: false },
    customer: null,
  };
  const render = (target: string): Markup[] =>
    admin.app.embeds
      .filter(
        (embed) => shop.isInstalled() && shop.activeEmbeds.has(embed.blockHandle) && embed.target.endsWith(target),
      )
      .map((embed) => {
        const assets = (file: unknown): string => `/store-assets/extensions/${embed.extensionHandle}/${file}`;
        const scope = { ...globals, block: { settings: embed.settings } };
        return new Markup(`<!-- app embed ${embed.blockHandle} -->
${renderLiquid(embed.source, scope, { asset_url: assets })}`);
      });
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/store-assets/admin.css">${privacyScript(isConsentGiven)}${render("head")}</head>
<body class="plain"><main><h1>${name}</h1><p><a href="/store/${shop.state.shop.handle}">Back to the admin</a></p>
<ul class="figures">${products.slice(0, 24).map((product) => html`<li class="card"><bdi>${product.title}</bdi> <strong>${product.variants[0]?.price} ${currency}</strong></li>`)}</ul></main>
${render("body")}</body></html>`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    // A made-up portal id may be somebody's: the tracking code itself is never fetched.
    "content-security-policy": "default-src 'self' 'unsafe-inline'",
  };
  return { status: 200, headers, body: page.text };
}

/** Files of the app's theme extension, which a theme serves from Shopify's CDN. */
export async function serveExtensionAsset(admin: Admin, request: StandInRequest): Promise<StandInResponse> {
  const { extension, file = "" } = request.params;
  const embed = admin.app.embeds.find((candidate) => candidate.extensionHandle === extension);
  const type = TYPES[extname(file)];
  if (
    embed === undefined ||
    type === undefined ||
    !/^[\w.-]+$/.test(file) ||
    !existsSync(join(embed.assetsDir, file))
  ) {
    return { status: 404, body: "There is no such file." };
  }
  return { status: 200, headers: { "content-type": type }, body: await readFile(join(embed.assetsDir, file)) };
}

/** `app.metafields.<namespace>.<key>`, with JSON values read. */
function nestMetafields(shop: AdminShop): Record<string, Record<string, unknown>> {
  const nested: Record<string, Record<string, unknown>> = {};
  for (const { namespace, key, type, value } of shop.appMetafields()) {
    const group = nested[namespace] ?? {};
    nested[namespace] = group;
    const isStructured = /^(json|boolean|number_|list\.)/.test(type);
    group[key] = { value: isStructured ? JSON.parse(value) : value, type };
  }
  return nested;
}
