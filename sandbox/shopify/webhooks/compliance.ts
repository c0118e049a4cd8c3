import type { AppOnShop } from "../app-on-shop.ts";

export interface ComplianceRequest {
  topic: "customers/data_request" | "customers/redact" | "shop/redact";
  /** The customer it is about; needed for all but shop/redact. */
  customerId?: number;
  /** Stand in for a customer that the shop no longer has. */
  email?: string;
  phone?: string;
}

export const COMPLIANCE_TOPICS = ["customers/data_request", "customers/redact", "shop/redact"] as const;

/** Sends a privacy request to the app, whether it is installed or not, with the payload of Shopify's samples. */
export function sendCompliance(app: AppOnShop, request: ComplianceRequest): void {
  const { shop } = app.state;
  const about = { shop_id: shop.id, shop_domain: shop.domain };
  if (request.topic === "shop/redact") {
    app.announce(request.topic, about, { evenUninstalled: true });
    return;
  }
  const customer = app.state.customers.get(request.customerId ?? -1);
  const orders = app.state.orders.listOf(request.customerId ?? -1).map((order) => order.id);
  const payload = {
    ...about,
    customer: {
      id: request.customerId ?? null,
      email: request.email ?? customer?.email ?? null,
      phone: request.phone ?? customer?.phone ?? null,
    },
    ...(request.topic === "customers/data_request"
      ? { orders_requested: orders, data_request: { id: app.state.nextId() } }
      : { orders_to_redact: orders }),
  };
  app.announce(request.topic, payload, { evenUninstalled: true });
}
