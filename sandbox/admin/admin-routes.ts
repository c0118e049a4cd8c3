import { readFile } from "node:fs/promises";
import { readForm } from "#sandbox/http/read-body.ts";
import type { Handler, Route, StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { humanRoute } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "./admin-shop.ts";
import { findShop } from "./admin-shop.ts";
import { companyAndProductPages } from "./company-and-product-pages.ts";
import { joinBrowserScript } from "./join-browser-script.ts";
import { LOCALES, redirectTo } from "./layout.ts";
import { orderPages } from "./order-routes.ts";
import { answerHost, showApp } from "./pages/app-page.ts";
import {
  addCustomer,
  confirmDelete,
  deleteCustomer,
  mergeCustomer,
  saveCustomer,
  showCustomer,
  showNewCustomer,
} from "./pages/customer-pages.ts";
import { listShops, showHome } from "./pages/home-page.ts";
import { confirmUninstall, installApp, showApps, uninstallApp } from "./pages/install-pages.ts";
import { listCustomers, listProducts } from "./pages/record-lists.ts";
import { saveTheme, serveExtensionAsset, showStorefront, showThemeEditor } from "./pages/theme-pages.ts";

type Page = (admin: Admin, shop: AdminShop, request: StandInRequest) => Promise<StandInResponse> | StandInResponse;

/** The stand-in admin's pages and browser scripts, to be served beside the stand-in Shopify's API. */
export function adminRoutes(admin: Admin): Route[] {
  const page = (method: "GET" | "POST", path: string, show: Page): Route =>
    humanRoute(method, `/store/:handle${path}`, (request) => {
      const shop = findShop(admin, request.params.handle);
      return shop === undefined ? { status: 404, body: "There is no such shop here." } : show(admin, shop, request);
    });
  return [
    humanRoute("GET", "/", () => listShops(admin)),
    humanRoute("GET", "/apps/:app", chooseStore(admin)),
    humanRoute("GET", "/apps/:app/*", chooseStore(admin)),
    page("GET", "", showHome),
    page("POST", "/locale", (_admin, _shop, request) => chooseLocale(request)),
    page("GET", "/apps/:app", showApp),
    page("GET", "/apps/:app/*", showApp),
    page("GET", "/apps/:app/__host/:what", answerHost),
    page("POST", "/apps/:app/__host/:what", answerHost),
    page("GET", "/settings/apps", showApps),
    page("POST", "/settings/apps/install", installApp),
    page("GET", "/settings/apps/uninstall", confirmUninstall),
    page("POST", "/settings/apps/uninstall", uninstallApp),
    page("GET", "/customers", listCustomers),
    page("GET", "/customers/new", showNewCustomer),
    page("POST", "/customers/new", addCustomer),
    page("GET", "/customers/:id", showCustomer),
    page("POST", "/customers/:id", saveCustomer),
    page("GET", "/customers/:id/delete", confirmDelete),
    page("POST", "/customers/:id/delete", deleteCustomer),
    page("POST", "/customers/:id/merge", mergeCustomer),
    page("GET", "/products", listProducts),
    ...companyAndProductPages.map(([method, path, show]) => page(method, path, show)),
    ...orderPages.map(([method, path, show]) => page(method, path, show)),
    page("GET", "/themes/current/editor", showThemeEditor),
    page("POST", "/themes/current/editor", saveTheme),
    page("GET", "/storefront", (_admin, shop, request) =>
      showStorefront(_admin, shop, request.url.searchParams.get("consent") !== "refused"),
    ),
    humanRoute("GET", "/store-assets/admin.css", serveStyle),
    humanRoute("GET", "/store-assets/extensions/:extension/:file", (request) => serveExtensionAsset(admin, request)),
    humanRoute(
      "GET",
      "/store-assets/host.js",
      serveScript("./host/main.ts", () => ""),
    ),
    humanRoute(
      "GET",
      "/shopifycloud/app-bridge.js",
      serveScript("./bridge/main.ts", (request) => {
        const data = { adminOrigin: findAdminOrigin(request), appHandle: admin.app.handle };
        return `const STAND_IN = ${JSON.stringify(data)};\n`;
      }),
    ),
  ];
}

/** An address of the admin that names no store: who has one is led there, who has several chooses. */
const chooseStore =
  (admin: Admin): Handler =>
  ({ url }) =>
    listShops(admin, `${url.pathname}${url.search}`);

function chooseLocale(request: StandInRequest): StandInResponse {
  const form = readForm(request);
  const locale = LOCALES.find((known) => known === form.get("locale")) ?? "en";
  const back = form.get("back") ?? "/";
  const answer = redirectTo(back.startsWith("/") && !back.startsWith("//") ? back : "/");
  return { ...answer, headers: { ...answer.headers, "set-cookie": `stand_in_locale=${locale}; Path=/; SameSite=Lax` } };
}

async function serveStyle(): Promise<StandInResponse> {
  const body = await readFile(new URL("./static/admin.css", import.meta.url), "utf8");
  return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body };
}

function serveScript(entry: string, preludeOf: (request: StandInRequest) => string): Handler {
  let joined: Promise<string> | undefined;
  return async (request) => {
    joined ??= joinBrowserScript(new URL(entry, import.meta.url));
    const body = preludeOf(request) + (await joined);
    return {
      status: 200,
      headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" },
      body,
    };
  };
}

/** The admin as the browser that asks reaches it: with host rules under its real name, else under this server's own address. */
function findAdminOrigin(request: StandInRequest): string {
  const isRealName = request.host.replace(/:\d+$/, "") === "cdn.shopify.com";
  return isRealName ? "https://admin.shopify.com" : `${request.url.protocol}//${request.host}`;
}
