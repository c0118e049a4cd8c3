import type { Env } from "#app/env.server.ts";
import type { PortalTokens } from "#app/hubspot/portal-tokens.ts";
import type { Boss } from "#app/jobs/boss.server.ts";
import type { Log } from "#app/lib/log.ts";
import { readPayload } from "#app/shopify/read-payload.ts";
import type { GroupMeaning, Payload, RecordMeaning, TopicMeaning } from "#app/shopify/topics.ts";
import { topics } from "#app/shopify/topics.ts";
import type { Delivery } from "#app/shopify/verify-delivery.ts";
import { verifyDelivery } from "#app/shopify/verify-delivery.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { markDelivery } from "#app/store/mark-delivery.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { findShop, recordInstall } from "#app/store/shops.server.ts";
import { wakeRuns } from "#app/store/wake-runs.server.ts";
import type { Clock, HashValue } from "#app/sync/ports.ts";
import { handlePrivacyRequest } from "./handle-privacy-request.ts";
import { marksOfDelivery } from "./marks-of-delivery.ts";
import { endedGroup, marksOfGroup } from "./marks-of-group.ts";
import { startSync } from "./resync-object.ts";
import { uninstallShop } from "./uninstall-shop.ts";

const ALL_ORDERS = "read_all_orders";

export interface ReceiveShopifyDeps {
  readonly db: Db;
  readonly boss: Boss | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly hash: HashValue;
  readonly env: Pick<Env, "SHOPIFY_API_SECRET">;
  readonly portalTokens: PortalTokens;
}

export interface WebhookAnswer {
  readonly status: 200 | 400 | 401;
  /** for logs and metrics */
  readonly result: "marked" | "duplicate" | "done" | "not_ours" | "off" | "incomplete" | "forged" | "malformed";
}

type Acted = Exclude<WebhookAnswer["result"], "incomplete" | "forged" | "malformed">;

/**
 * Receives one delivery of Shopify's. 200 means that what it says is safely stored; nothing is synced here, for Shopify waits five seconds
 * at most. No session is needed, so deliveries of uninstalled shops are answered too. Throws when the database fails: Shopify tries again.
 */
export async function receiveShopifyWebhook(
  deps: ReceiveShopifyDeps,
  { headers, body }: { readonly headers: Headers; readonly body: Uint8Array },
): Promise<WebhookAnswer> {
  const verified = verifyDelivery(headers, body, deps.env.SHOPIFY_API_SECRET);
  if (verified.kind === "incomplete") return { status: 400, result: "incomplete" };
  if (verified.kind === "forged") {
    deps.log.warn({ event: "webhook.refused", vendor: "shopify", reason: "forged" });
    return { status: 401, result: "forged" };
  }
  const { delivery } = verified;
  const payload = readPayload(delivery.rawBody);
  if (!payload) return { status: 400, result: "malformed" };
  const meaning = topics[delivery.topic];
  const result = meaning ? await act(deps, delivery, meaning, payload) : "not_ours";
  deps.log.debug({ event: "webhook.received", vendor: "shopify", topic: delivery.topic, shop: delivery.shop, result });
  return { status: 200, result };
}

async function act(
  deps: ReceiveShopifyDeps,
  delivery: Delivery,
  meaning: TopicMeaning,
  payload: Payload,
): Promise<Acted> {
  switch (meaning.kind) {
    case "changed":
    case "deleted":
    case "merged":
    case "grouped":
      return markRecords(deps, delivery, meaning, payload);
    case "uninstalled":
      return uninstallShop(deps, { shop: delivery.shop, at: new Date(delivery.triggeredAt ?? deps.clock.now()) });
    case "scopes_changed":
    case "shop_changed":
      return noteShop(deps, delivery.shop, payload);
    case "bulk_finished":
      return wakeBackfill(deps, delivery.shop);
    default:
      await handlePrivacyRequest(deps, {
        kind: meaning.kind,
        shop: delivery.shop,
        deliveryId: delivery.deliveryId,
        payload,
      });
      return "done";
  }
}

async function markRecords(
  { db, boss, clock }: ReceiveShopifyDeps,
  delivery: Delivery,
  meaning: RecordMeaning | GroupMeaning,
  payload: Payload,
): Promise<Acted> {
  const connection = await activeConnection(db, delivery.shop);
  if (!connection) return "not_ours";
  const settings = await objectSettings(db, connection, meaning.object);
  if (!settings) return "off";
  const at = delivery.triggeredAt ?? clock.now().toISOString();
  const marks =
    meaning.kind === "grouped"
      ? await marksOfGroup(createEngineStore(db, boss), connection, meaning, payload, at)
      : marksOfDelivery(meaning, payload, at);
  // While an object is off only what leaves a tombstone is kept: switching it on reads everything else anew.
  const wanted = settings.enabled ? marks : marks.filter((mark) => mark.deletedAt ?? mark.mergedInto);
  const ended = settings.enabled && meaning.kind === "grouped" ? endedGroup(meaning, payload, at) : null;
  if (wanted.length === 0 && !ended) return settings.enabled ? "not_ours" : "off";
  const { topic, shop, deliveryId } = delivery;
  return markDelivery(db, boss, { shop, vendor: "shopify", deliveryId, topic }, connection, wanted, ended);
}

async function noteShop(deps: ReceiveShopifyDeps, domain: string, payload: Payload): Promise<Acted> {
  const { db } = deps;
  const shop = await findShop(db, domain);
  if (shop?.status !== "installed") return "not_ours";
  const text = (name: string) =>
    typeof payload[name] === "string" && payload[name] !== "" ? String(payload[name]) : undefined;
  const [name, currency, timeZone, locale] = [
    text("name"),
    text("currency"),
    text("iana_timezone"),
    text("primary_locale"),
  ];
  const scopes = Array.isArray(payload.current) ? payload.current.map(String) : shop.scopes;
  if (scopes.includes(ALL_ORDERS) && !shop.scopes.includes(ALL_ORDERS)) await readOlderOrders(deps, domain);
  await recordInstall(db, {
    domain,
    scopes,
    ...(name && { name }),
    ...(currency && { currency }),
    ...(timeZone && { timeZone }),
    ...(locale && { locale }),
  });
  return "done";
}

/** Orders older than sixty days can be seen from now on: those that sync are read anew. */
async function readOlderOrders({ db, boss }: ReceiveShopifyDeps, domain: string): Promise<void> {
  const connection = await activeConnection(db, domain);
  const settings = connection && (await objectSettings(db, connection, "orders"));
  if (connection && settings?.enabled) await startSync({ db, boss }, connection, "orders", settings.version);
}

async function wakeBackfill({ db, boss }: ReceiveShopifyDeps, shop: string): Promise<Acted> {
  const connection = await activeConnection(db, shop);
  if (!connection) return "not_ours";
  await wakeRuns(db, boss, connection);
  return "done";
}
