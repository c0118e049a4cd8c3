import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "./admin-shop.ts";
import type { Markup } from "./html.ts";
import { html } from "./html.ts";

export interface PageParts {
  title: string;
  /** Which entry of the side bar is the current one. */
  section: "app" | "apps" | "checkouts" | "customers" | "home" | "orders" | "products" | "store" | "theme";
  main: Markup;
  /** The app's page fills the window and brings bars of its own. */
  isApp?: boolean;
  status?: number;
}

export const LOCALES = ["en", "de", "fr", "es", "it", "ja", "nl", "pt-BR", "sv"];

export function readLocale(request: StandInRequest): string {
  const wanted =
    request.url.searchParams.get("locale") ?? /stand_in_locale=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
  return LOCALES.find((locale) => locale === wanted) ?? "en";
}

/** A page of the stand-in admin, ready to send. */
export function renderPage(admin: Admin, shop: AdminShop, request: StandInRequest, parts: PageParts): StandInResponse {
  const { name, handle } = shop.state.shop;
  const base = `/store/${handle}`;
  const notice = request.url.searchParams.get("notice");
  const link = (section: PageParts["section"], path: string, text: string): Markup => html`<li>
    <a href="${base}${path}" ${parts.section === section ? html`aria-current="page"` : ""}>${text}</a>
  </li>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.title} · ${name} · Stand-in admin</title>
<link rel="stylesheet" href="/store-assets/admin.css">
<link rel="icon" href="data:,">
</head>
<body class="${parts.isApp ? "app" : ""}">
<a class="skip" href="#main">Skip to content</a>
<header class="top">
  <a class="brand" href="${base}">Stand-in admin</a>
  <form class="locale" method="post" action="${base}/locale">
    <input type="hidden" name="back" value="${request.url.pathname}">
    <label for="locale">Language</label>
    <select id="locale" name="locale">${LOCALES.map((locale) => html`<option ${locale === readLocale(request) ? html`selected` : ""}>${locale}</option>`)}</select>
    <button class="button dark">Set</button>
  </form>
  <span class="shop">${name}</span>
</header>
<nav class="side" aria-label="Admin">
  <ul>
    ${link("home", "", "Home")}
    ${link("orders", "/orders", "Orders")}
    ${link("checkouts", "/checkouts", "Abandoned checkouts")}
    ${link("products", "/products", "Products")}
    ${link("customers", "/customers", "Customers")}
    ${link("store", "/storefront", "Online store")}
    ${link("theme", "/themes/current/editor", "Theme editor")}
    ${link("apps", "/settings/apps", "Apps")}
  </ul>
  ${shop.isInstalled() && renderAppMenu(admin, base, parts)}
</nav>
<main id="main">
  ${notice !== null && html`<p class="notice" role="status">${notice}</p>`}
  ${parts.main}
</main>
</body>
</html>`;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return { status: parts.status ?? 200, headers, body: page.text };
}

function renderAppMenu(admin: Admin, base: string, parts: PageParts): Markup {
  const { handle, name } = admin.app;
  return html`<h2>Apps</h2>
  <ul><li><a id="app-name" href="${base}/apps/${handle}" ${parts.section === "app" ? html`aria-current="page"` : ""}>${name}</a>
    <ul id="app-menu" class="sub"></ul></li></ul>`;
}

/** Back to a page after a form was sent, with a word on what happened. */
export function redirectTo(path: string, notice?: string): StandInResponse {
  const location = notice === undefined ? path : `${path}?${new URLSearchParams({ notice })}`;
  return { status: 303, headers: { location } };
}
