import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html } from "../html.ts";
import { renderPage } from "../layout.ts";
import { choosePage, renderList } from "./table.ts";

export function listCustomers(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const { customers, orders, shop: profile } = shop.state;
  const base = `/store/${profile.handle}/customers`;
  const list = choosePage(request, customers.list().toReversed(), (customer) => [
    `${customer.firstName ?? ""} ${customer.lastName ?? ""}`,
    customer.email,
    customer.phone,
    String(customer.id),
    customer.tags.join(", "),
  ]);
  const table = renderList(
    list,
    "customers",
    ["Name", "E-mail", "Phone", "E-mail marketing", "Orders", "Tags"],
    (customer) => {
      const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
      return [
        html`<a href="${base}/${customer.id}"><bdi>${name || customer.email || customer.phone}</bdi></a>`,
        customer.email,
        customer.phone,
        customer.email === null ? "" : tellState(customer.emailConsent.state),
        orders.purchases(customer.id).numberOfOrders,
        customer.tags.join(", "),
      ];
    },
  );
  const main = html`<h1>Customers</h1><p><a class="button primary" href="${base}/new">Add customer</a></p>${table}`;
  return renderPage(admin, shop, request, { title: "Customers", section: "customers", main });
}

export function listProducts(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const list = choosePage(request, shop.state.products.list(), (product) => [
    product.title,
    product.vendor,
    ...product.variants.map((variant) => variant.sku),
  ]);
  const table = renderList(list, "products", ["Title", "Status", "Variants", "SKU", "Price", "Vendor"], (product) => [
    html`<bdi>${product.title}</bdi>`,
    tellState(product.status),
    product.variants.length,
    product.variants.map((variant) => variant.sku ?? "–").join(", "),
    product.variants[0]?.price ?? "",
    product.vendor,
  ]);
  return renderPage(admin, shop, request, {
    title: "Products",
    section: "products",
    main: html`<h1>Products</h1>${table}`,
  });
}

/** NOT_SUBSCRIBED → Not subscribed */
export function tellState(state: string): string {
  const words = state.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
