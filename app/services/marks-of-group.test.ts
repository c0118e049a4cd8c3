import { expect, test } from "vitest";
import type { GroupMeaning } from "#app/shopify/topics.ts";
import { topics } from "#app/shopify/topics.ts";
import type { RecordLink } from "#app/sync/ports.ts";
import { marksOfGroup } from "./marks-of-group.ts";

const connection = { id: "c1", shop: "a.myshopify.com", portalId: "1" };
const at = "2026-11-01T10:00:00.000Z";
const mark = (recordId: string) => ({ object: "products", side: "shopify", lane: "live", recordId });

/** A store that links these variants of product 7. */
const linked = (...ids: readonly string[]) => ({
  linksOfGroups: async (_: unknown, object: string, groups: readonly string[]) =>
    object === "products" && groups.includes("7")
      ? ids.map((shopifyId) => ({ shopifyId, hubspotId: `h${shopifyId}` }) as RecordLink)
      : [],
});
const meaning = (topic: string) => topics[topic] as GroupMeaning;
const payload = (...ids: readonly string[]) => ({
  id: 7,
  admin_graphql_api_id: "gid://shopify/Product/7",
  variant_gids: ids.map((id) => ({ admin_graphql_api_id: `gid://shopify/ProductVariant/${id}`, updated_at: at })),
});

test("a new product's delivery marks each of its variants", async () => {
  const marks = await marksOfGroup(linked(), connection, meaning("products/create"), payload("71", "72"), at);

  expect(marks).toEqual([mark("71"), mark("72")]);
});

test("a variant that is linked and listed no more is marked too, each one once", async () => {
  const marks = await marksOfGroup(linked("71", "73"), connection, meaning("products/update"), payload("71"), at);

  expect(marks).toEqual([mark("71"), mark("73")]);
});

test("a deletion, which names the product alone, marks the linked variants with its date", async () => {
  const marks = await marksOfGroup(linked("71", "72"), connection, meaning("products/delete"), { id: 7 }, at);

  expect(marks).toEqual([
    { ...mark("71"), deletedAt: at },
    { ...mark("72"), deletedAt: at },
  ]);
});

test.each([{}, { id: null }, { id: 8 }, { id: 8, variant_gids: "?" }, { id: 8, variant_gids: [null, {}, 3] }])(
  "a payload that names nothing known leaves no mark: %o",
  async (body) => {
    expect(await marksOfGroup(linked("71"), connection, meaning("products/update"), body, at)).toEqual([]);
  },
);

test("a group may be a token", async () => {
  const store = {
    linksOfGroups: async (_: unknown, __: unknown, groups: readonly string[]) =>
      groups.includes("tok3n") ? [{ shopifyId: "5" } as RecordLink] : [],
  };
  const carts: GroupMeaning = { kind: "grouped", object: "carts", id: "token" };

  expect(await marksOfGroup(store, connection, carts, { token: "tok3n" }, at)).toMatchObject([
    { object: "carts", recordId: "5" },
  ]);
});
