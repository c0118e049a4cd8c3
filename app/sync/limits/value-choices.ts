import { orderStatuses } from "../objects/orders/order-status.ts";
import type { MainObjectKey } from "../record.ts";

const emailConsent = ["subscribed", "not_subscribed", "pending", "unsubscribed", "invalid", "redacted"];
const smsConsent = ["subscribed", "not_subscribed", "pending", "unsubscribed", "redacted"];

/** Values of attributes for which Shopify has a fixed list, as the adapters name them. Locale keys `limit_values.<attribute>.<value>`. */
export const valueChoices: Readonly<Record<MainObjectKey, Readonly<Record<string, readonly string[]>>>> = {
  customers: { emailConsent, smsConsent, state: ["enabled", "disabled", "invited", "declined"] },
  companies: {},
  products: { status: ["active", "draft", "archived", "unlisted"] },
  orders: {
    paymentStatus: [
      "Authorized",
      "Expired",
      "Paid",
      "Partially paid",
      "Partially refunded",
      "Pending",
      "Refunded",
      "Voided",
    ],
    fulfillmentStatus: [
      "Fulfilled",
      "Fulfillment not required",
      "In progress",
      "On hold",
      "Open",
      "Partially fulfilled",
      "Pending fulfillment",
      "Request declined",
      "Restocked",
      "Scheduled",
      "Unfulfilled",
    ],
    orderStatus: orderStatuses.map(sentence),
  },
  carts: { status: ["abandoned", "recovered", "superseded"] },
};

function sentence(status: string): string {
  const words = status.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
