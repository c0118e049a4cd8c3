import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html } from "../html.ts";
import { renderPage } from "../layout.ts";

export function showHome(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const { state } = shop;
  const base = `/store/${state.shop.handle}`;
  const figures = [
    ["Customers", state.customers.count(), "customers"],
    ["Products", state.products.count(), "products"],
    ["Orders", state.orders.count(), "orders"],
    ["Checkouts", state.checkouts.count(), "checkouts"],
  ] as const;
  const main = html`<h1>${state.shop.name}</h1>
<section class="card"><p>This is a stand-in for Shopify’s admin: a shop in memory, for trying ${admin.app.name} without an account. It begins anew with each start.</p>
<p>${
    shop.isInstalled()
      ? html`<a class="button primary" href="${base}/apps/${admin.app.handle}">Open ${admin.app.name}</a>`
      : html`<a class="button primary" href="${base}/settings/apps">Install ${admin.app.name}</a>`
  }</p></section>
<ul class="figures">${figures.map(([label, count, path]) => html`<li class="card"><a href="${base}/${path}">${label}</a> <strong>${count}</strong></li>`)}</ul>
<section class="card"><h2>Shop</h2><dl>
<dt>Domain</dt><dd>${state.shop.domain}</dd><dt>Currency</dt><dd>${state.shop.currency}</dd><dt>Time zone</dt><dd>${state.shop.ianaTimezone}</dd>
</dl></section>`;
  return renderPage(admin, shop, request, { title: "Home", section: "home", main });
}

/** The list of shops, for whoever opens the stand-in without knowing one; each leads to the same path below it. */
export function listShops(admin: Admin, path = ""): StandInResponse {
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Stand-in admin</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/store-assets/admin.css"></head>
<body class="plain"><main><h1>Stand-in admin</h1><ul class="card">${admin.shops.map(
    ({ state }) => html`<li><a href="/store/${state.shop.handle}${path}">${state.shop.name}</a></li>`,
  )}</ul></main></body></html>`;
  return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: page.text };
}
