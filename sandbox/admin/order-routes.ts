import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "./admin-shop.ts";
import {
  beginCheckout,
  completeCheckout,
  deleteCheckout,
  saveCheckout,
  showCheckout,
  showNewCheckout,
} from "./pages/checkout-pages.ts";
import {
  cancelOrder,
  confirmOrderDelete,
  deleteOrder,
  deliverOrder,
  editOrder,
  fulfilOrder,
  payOrder,
  refundOrder,
  saveOrder,
} from "./pages/order-acts.ts";
import { listCheckouts, listOrders } from "./pages/order-list.ts";
import { showOrder } from "./pages/order-page.ts";
import { placeOrder, showNewOrder } from "./pages/place-order.ts";

type Page = (admin: Admin, shop: AdminShop, request: StandInRequest) => StandInResponse;

/** Pages of orders and checkouts, below a shop's own address. The first that fits answers. */
export const orderPages: [method: "GET" | "POST", path: string, page: Page][] = [
  ["GET", "/orders", listOrders],
  ["GET", "/orders/new", (admin, shop, request) => showNewOrder(admin, shop, request)],
  ["POST", "/orders/new", placeOrder],
  ["GET", "/orders/:id", (admin, shop, request) => showOrder(admin, shop, request)],
  ["POST", "/orders/:id", saveOrder],
  ["POST", "/orders/:id/pay", payOrder],
  ["POST", "/orders/:id/fulfil", fulfilOrder],
  ["POST", "/orders/:id/deliver", deliverOrder],
  ["POST", "/orders/:id/refund", refundOrder],
  ["POST", "/orders/:id/cancel", cancelOrder],
  ["POST", "/orders/:id/edit", editOrder],
  ["GET", "/orders/:id/delete", confirmOrderDelete],
  ["POST", "/orders/:id/delete", deleteOrder],
  ["GET", "/checkouts", listCheckouts],
  ["GET", "/checkouts/new", (admin, shop, request) => showNewCheckout(admin, shop, request)],
  ["POST", "/checkouts/new", beginCheckout],
  ["GET", "/checkouts/:id", (admin, shop, request) => showCheckout(admin, shop, request)],
  ["POST", "/checkouts/:id", saveCheckout],
  ["POST", "/checkouts/:id/complete", completeCheckout],
  ["POST", "/checkouts/:id/delete", deleteCheckout],
];
