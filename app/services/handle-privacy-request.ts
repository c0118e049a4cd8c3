import type { Log } from "#app/lib/log.ts";
import { numericId } from "#app/shopify/read-payload.ts";
import type { Payload } from "#app/shopify/topics.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import { connectionsOfPortal, connectionsOfShop } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { eraseShop } from "#app/store/erase-shop.server.ts";
import { setPortalStatus } from "#app/store/portals.server.ts";
import type { CustomerTraces } from "#app/store/privacy.server.ts";
import {
  customerHoldings,
  eraseCustomer,
  finishPrivacyRequest,
  recordPrivacyRequest,
} from "#app/store/privacy.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import { buyerHash } from "#app/sync/facts/fact-context.ts";
import { searchHashesOf } from "#app/sync/plan/search-hashes.ts";
import type { Clock, HashValue } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";

interface Deps {
  readonly db: Db;
  readonly hash: HashValue;
  readonly clock: Clock;
  readonly log: Log;
}

export interface PrivacyInput {
  readonly kind: "customer_data_request" | "customer_redact" | "shop_redact";
  readonly shop: string;
  readonly deliveryId: string;
  readonly payload: Payload;
}

/**
 * Does what a privacy webhook asks, at once and for good; repeating it changes nothing. No API is needed: these come when sessions are long
 * gone. Source: shopify.dev/docs/apps/build/compliance/privacy-law-compliance.
 *
 * - data request: what is held of the customer (ids, states, times, names of fields that were written, figures where shops share the contact; other values are only kept as keyed hashes) is put together for the merchant
 * - customer redact: link, baseline, outcome, history, search hashes and pending work go, and so does what orders and carts tell of the
 *   buyer; a tombstone without personal data stays
 * - shop redact: every row of the shop goes
 */
export async function handlePrivacyRequest(deps: Deps, input: PrivacyInput): Promise<void> {
  if (!(await findShop(deps.db, input.shop))) return;
  if (input.kind === "shop_redact") await redactShop(deps, input.shop);
  else await handleCustomer(deps, input);
  deps.log.info({ event: "privacy.handled", kind: input.kind, shop: input.shop });
}

async function handleCustomer(
  { db, clock, hash }: Deps,
  { kind, shop, deliveryId, payload }: PrivacyInput,
): Promise<void> {
  const customerId = numericId((payload.customer as Payload | undefined)?.id);
  if (!customerId) return;
  const isRequest = kind === "customer_data_request";
  const requestId = numericId((payload.data_request as Payload | undefined)?.id) ?? deliveryId;
  const request = await recordPrivacyRequest(db, {
    shop,
    kind: isRequest ? "customers_data_request" : "customers_redact",
    requestId,
    customerId,
  });
  if (!request.open) return;
  const now = clock.now();
  const held = [];
  for (const connection of await connectionsOfShop(db, shop)) {
    if (isRequest)
      held.push({ portalId: connection.portalId, ...(await customerHoldings(db, connection, customerId)) });
    else await eraseCustomer(db, connection, tracesOf(hash, connection, customerId, payload), now);
  }
  // Dates as text: the result is JSON for the merchant to hand on.
  const result = isRequest ? { held: JSON.parse(JSON.stringify(held)) } : {};
  await finishPrivacyRequest(db, shop, request.id, now, result);
  await recordActivity(db, {
    shop,
    kind: isRequest ? "privacy.data_requested" : "privacy.customer_redacted",
    details: { requestId },
  });
}

/** By what a customer's records can be found. The payload still names the address that they were found by. */
function tracesOf(hash: HashValue, { id }: Connection, customerId: string, payload: Payload): CustomerTraces {
  const { email, phone } = (payload["customer"] ?? {}) as { readonly email?: unknown; readonly phone?: unknown };
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const orders = Array.isArray(payload["orders_to_redact"]) ? payload["orders_to_redact"] : [];
  const context = { connectionId: id, hash, stageId: null, deletedAt: null };
  // Whoever bought as a guest goes by their address.
  const buyers = [customerId, text(email).trim().toLowerCase()];
  return {
    customerId,
    orderIds: orders.flatMap((order) => numericId(order) ?? []),
    searchHashes: searchHashesOf(hash, id, ["email", "phone"], { email: text(email), phone: text(phone) }),
    buyerHashes: buyers.flatMap((buyerKey) => buyerHash(context, { buyerKey }) ?? []),
  };
}

async function redactShop({ db }: Deps, shop: string): Promise<void> {
  const connections = await connectionsOfShop(db, shop);
  await eraseShop(db, shop);
  for (const { portalId } of connections) {
    // Tokens of a portal that no shop uses any more have no owner left.
    if ((await connectionsOfPortal(db, portalId)).length === 0) await setPortalStatus(db, portalId, "disconnected");
  }
}
