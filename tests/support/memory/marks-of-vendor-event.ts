import { endedGroup, marksOfGroup } from "#app/services/marks-of-group.ts";
import type { GroupMeaning, Payload } from "#app/shopify/topics.ts";
import { topics } from "#app/shopify/topics.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import { dueAtOfEvent } from "#app/sync/plan/echo.ts";
import { hashEvent } from "#app/sync/plan/hash-field.ts";
import type { Mark } from "#app/sync/ports.ts";
import type { Side } from "#app/sync/record.ts";
import type { MemoryEngine } from "./memory-engine.ts";
import type { VendorEvent } from "./memory-shopify.ts";
import { testHash } from "./test-hash.ts";

/** What the webhook routes make of an event: marks, and nothing else. */
export async function marksOfVendorEvent(
  engine: Pick<MemoryEngine, "clock" | "connection" | "store">,
  side: Side,
  event: VendorEvent,
  backfilling: boolean,
): Promise<readonly Mark[]> {
  const { clock, connection, store } = engine;
  const { object } = event;
  const base = { object, side, recordId: event.id, lane: "live" } as const;
  const definition = objectUnder(object, await store.settings(connection, object));
  if (side === "hubspot" && definition.hubspot.isShared) {
    // What others keep of the type is not looked at.
    const ids = [event.id, ...(event.mergedInto ? [event.mergedInto] : [])];
    const links = await store.links(connection, object, "hubspot", ids);
    const stones = await store.tombstones(connection, object, [{ side, id: event.id }]);
    if (links.length + stones.length === 0) return [];
  }
  if (side === "shopify" && (object === "products" || object === "carts")) {
    // Such deliveries name the group. A checkout's deletion is not asked for.
    if (object === "carts" && event.kind === "deletion") return [];
    const topic =
      object === "carts" ? "checkouts/update" : `products/${event.kind === "deletion" ? "delete" : "update"}`;
    const meaning = topics[topic] as GroupMeaning;
    const ended = endedGroup(meaning, payloadOf(event), event.at);
    if (ended) store.endGroup(connection, ended);
    return await marksOfGroup(store, connection, meaning, payloadOf(event), event.at);
  }
  if (event.kind === "deletion") return [{ ...base, deletedAt: event.at }];
  if (event.kind === "restore") return [{ ...base, restoredAt: event.at }];
  if (event.kind === "merge") return [{ ...base, ...(event.mergedInto ? { mergedInto: event.mergedInto } : {}) }];
  if (side === "shopify") return [base];
  const said =
    event.kind === "creation"
      ? ({ kind: "creation" } as const)
      : ({ kind: "change", property: event.property ?? "", value: event.value ?? null } as const);
  const echoHashes = hashEvent(testHash, connection.id, definition, said);
  const dueAt = dueAtOfEvent(said.kind, { now: clock.now(), backfilling });
  return [{ ...base, ...(echoHashes ? { echoHashes } : {}), ...(dueAt ? { dueAt } : {}) }];
}

function payloadOf({ object, groupId, id }: VendorEvent): Payload {
  if (object === "carts") return { token: groupId };
  const members = [{ admin_graphql_api_id: `gid://shopify/ProductVariant/${id}` }];
  return { admin_graphql_api_id: `gid://shopify/Product/${groupId}`, id: groupId, variant_gids: members };
}
