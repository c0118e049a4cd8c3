import { beforeAll, expect, test } from "vitest";
import type { LimitCount } from "#app/services/count-limit.ts";
import { countLimit } from "#app/services/count-limit.ts";
import { drainChanges } from "#app/services/drain-changes.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { findOutcome } from "#app/store/records.server.ts";
import type { LimitCondition } from "#app/sync/ports.ts";
import { promised, withReviews } from "./open-review.ts";

// No field goes with the metafield: it is read for the limit alone.
const stage = withReviews();
const { adapters } = stage;
const enough: LimitCondition = {
  ...{ field: "metafield:custom.points", operator: "greater_than", value: "100", type: "number_integer" },
};
const left = "exclude:limit_not_met:metafield:custom.points:greater_than";
// As text the second would be more than 100, and the first less.
const points = ["1000", "99", null];
let ids: readonly string[] = [];

function setPoints(id: string, value: string): void {
  const owner = `gid://shopify/Customer/${id}`;
  adapters.shop.metafields.set(owner, { namespace: "custom", key: "points", type: "number_integer", value });
  adapters.shop.touchOwner(owner);
}

beforeAll(() => {
  ids = points.map((value, n) => {
    const made = adapters.shop.customers.create({ email: `points${n}@example.com` });
    if (!made.ok) throw new Error(JSON.stringify(made.errors));
    const id = String(made.value.id);
    if (value !== null) setPoints(id, value);
    return id;
  });
});

test("a metafield that only the limit names is counted, reviewed and synced by its value", async () => {
  const limit = { conditions: [enough], match: "all" } as const;
  const asked = { connection: adapters.connection, object: "customers", limit } as const;
  let counted: LimitCount | undefined;
  for await (const count of countLimit(adapters, asked)) counted = count;
  const review = await stage.review("customers", { limit: [enough] });
  const synced = await stage.firstSync("customers", { limit: [enough] });

  expect(counted).toMatchObject({ counted: 3, inside: 1, done: true });
  expect(promised(review)).toEqual({ create_hubspot: 1, [left]: 2 });
  expect(synced).toEqual({ create_hubspot: 1, [left]: 2 });
});

test("a change of the metafield alone lets the record in, or keeps it out from then on", async () => {
  const [first = "", second = ""] = ids;
  setPoints(first, "5");
  setPoints(second, "150");
  const store = createEngineStore(adapters.db, null, { testClock: adapters.clock });
  const object = "customers" as const;

  // As Shopify's webhook of the customer would, which says nothing of metafields.
  const mark = (recordId: string) => ({ object, side: "shopify", recordId, lane: "live" }) as const;
  await store.mark(adapters.connection, [first, second].map(mark));
  await drainChanges(stage.deps(), { connection: adapters.connection, object, lane: "live" });

  const outcomeOf = (shopifyId: string) => findOutcome(adapters.db, adapters.connection, object, { shopifyId });
  expect(await outcomeOf(first)).toMatchObject({ status: "excluded", reason: "limit_not_met" });
  expect(await outcomeOf(second)).toMatchObject({ status: "in_sync" });
});
