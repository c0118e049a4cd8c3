import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html } from "../html.ts";
import { redirectTo, renderPage } from "../layout.ts";

const MEANINGS: Record<string, string> = {
  read_customers: "View customers",
  write_customers: "Edit customers",
  read_customer_merge: "View merged customers",
  read_companies: "View companies",
  write_companies: "Edit companies",
  read_products: "View products",
  write_products: "Edit products",
  read_orders: "View orders of the last 60 days",
  read_all_orders: "View all orders",
};

/** Apps and what they may do; installing grants exactly the scopes of the app's configuration. */
export function showApps(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const { app } = admin;
  const base = `/store/${shop.state.shop.handle}`;
  const scopes = shop.isInstalled() ? shop.grantedScopes() : app.requiredScopes;
  const list = html`<ul class="list">${scopes.map((scope) => html`<li>${MEANINGS[scope] ?? scope} <code>${scope}</code></li>`)}</ul>`;
  const main = shop.isInstalled()
    ? html`<h1>Apps</h1><section class="card"><h2>${app.name}</h2><p>Installed. It may:</p>${list}
<p><a class="button primary" href="${base}/apps/${app.handle}">Open</a> <a class="button critical" href="${base}/settings/apps/uninstall">Uninstall</a></p></section>`
    : html`<h1>Install ${app.name}</h1><section class="card"><p>${app.name} will be able to:</p>${list}
<form method="post" action="${base}/settings/apps/install"><button class="button primary">Install</button></form></section>`;
  return renderPage(admin, shop, request, { title: "Apps", section: "apps", main });
}

/** Shopify installs first and only then opens the app, which exchanges its first id token. */
export async function installApp(admin: Admin, shop: AdminShop): Promise<StandInResponse> {
  if (!shop.isInstalled()) await shop.install();
  return redirectTo(`/store/${shop.state.shop.handle}/apps/${admin.app.handle}`);
}

export function confirmUninstall(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const base = `/store/${shop.state.shop.handle}/settings/apps`;
  if (!shop.isInstalled()) return redirectTo(base);
  const main = html`<h1>Uninstall ${admin.app.name}?</h1><section class="card">
<p>The app loses access to this shop at once. Its data about the shop is to be erased 48 hours later.</p>
<form method="post" action="${base}/uninstall"><a class="button" href="${base}">Cancel</a> <button class="button critical">Uninstall</button></form></section>`;
  return renderPage(admin, shop, request, { title: "Uninstall", section: "apps", main });
}

export async function uninstallApp(admin: Admin, shop: AdminShop): Promise<StandInResponse> {
  if (shop.isInstalled()) await shop.uninstall();
  // A theme keeps no block of an app that is gone.
  shop.activeEmbeds.clear();
  return redirectTo(`/store/${shop.state.shop.handle}/settings/apps`, `${admin.app.name} was uninstalled.`);
}
