import { expect, test } from "vitest";
import { SyncError } from "#app/sync/errors.ts";
import type { AdminClient } from "../admin-client.ts";
import type { MetafieldWrite } from "./write-metafields.ts";
import { writeMetafields } from "./write-metafields.ts";

interface Sent {
  readonly ownerId: string;
  readonly namespace: string;
  readonly key: string;
  readonly value?: string;
  readonly type?: string;
}
interface UserError {
  readonly field?: readonly string[];
  readonly message: string;
  readonly code?: string;
  readonly elementIndex?: number;
}

/** Shopify as far as metafields go: all of a call are stored, or `refuse` says why none is. */
function fakeShopify(refuse: (sent: readonly Sent[], call: number) => readonly UserError[]) {
  const calls: (readonly Sent[])[] = [];
  const client: AdminClient = {
    async request({ document, variables }) {
      const { metafields } = variables as unknown as { metafields: readonly Sent[] };
      calls.push(metafields);
      const userErrors = refuse(metafields, calls.length);
      const stored = metafields.map(({ ownerId, type, ...one }) => ({
        ...{ ...one, type: type ?? "single_line_text_field", updatedAt: "2026-02-28T12:00:00Z" },
        owner: { id: ownerId },
      }));
      const isDeletion = document.name === "DeleteMetafields";
      const data = isDeletion
        ? { metafieldsDelete: { deletedMetafields: [], userErrors } }
        : { metafieldsSet: { metafields: userErrors.length > 0 ? null : stored, userErrors } };
      return { data: data as never, errors: [] };
    },
  };
  return { calls, scope: { client, shop: "x.myshopify.com", lane: "live" } as const };
}

const write = (owner: number, value: string | null, more: Partial<MetafieldWrite> = {}): MetafieldWrite => ({
  attribute: "metafield:custom.size",
  namespace: "custom",
  key: "size",
  ownerId: `gid://shopify/Customer/${owner}`,
  value,
  type: undefined,
  ...more,
});
const writes = (count: number) => Array.from({ length: count }, (_, i) => write(i, `${i}`));
const bad = (message = "Value is invalid.") => ({ message, code: "INVALID_VALUE" });

test("25 metafields go in a call, those to be deleted in calls of their own", async () => {
  const { calls, scope } = fakeShopify(() => []);
  const cleared = write(99, null);

  const results = await writeMetafields(scope, [cleared, ...writes(30)]);

  expect(calls.map(({ length }) => length)).toEqual([25, 5, 1]);
  expect(results.size).toBe(31);
  expect(results.get(cleared)).toEqual({ kind: "stored", value: null, at: null });
});

test("what Shopify names as refused is left out and the rest sent again", async () => {
  const all = writes(5);
  const refusing = (sent: readonly Sent[]) =>
    sent.flatMap(({ value }, i) => (value === "3" ? [{ ...bad(), elementIndex: i }] : []));
  const { calls, scope } = fakeShopify(refusing);

  const results = await writeMetafields(scope, all);

  expect(calls.map(({ length }) => length)).toEqual([5, 4]);
  expect(all.map((one) => results.get(one)?.kind)).toEqual(["stored", "stored", "stored", "failed", "stored"]);
});

test("the place is read from the path where Shopify gives no index", async () => {
  const all = writes(3);
  const refusing = (sent: readonly Sent[]) =>
    sent.flatMap(({ value }, i) => (value === "1" ? [{ ...bad(), field: ["metafields", `${i}`, "value"] }] : []));

  const results = await writeMetafields(fakeShopify(refusing).scope, all);

  expect(all.map((one) => results.get(one)?.kind)).toEqual(["stored", "failed", "stored"]);
});

test("a refusal that names none has each asked for alone", async () => {
  const all = writes(3);
  const refusing = (sent: readonly Sent[]) => (sent.some(({ value }) => value === "2") ? [bad()] : []);
  const { calls, scope } = fakeShopify(refusing);

  const results = await writeMetafields(scope, all);

  expect(calls.map(({ length }) => length)).toEqual([3, 1, 1, 1]);
  expect(all.map((one) => results.get(one)?.kind)).toEqual(["stored", "stored", "failed"]);
});

test("a type is given only when Shopify asks for it", async () => {
  const typed = write(1, "41", { type: "number_integer" });
  const untyped = write(2, "42");
  const refusing = (sent: readonly Sent[]) =>
    sent.flatMap(({ type }, i) =>
      type ? [] : [{ message: "Type can't be blank", code: "BLANK", field: ["metafields", `${i}`, "type"] }],
    );
  const { calls, scope } = fakeShopify(refusing);

  const results = await writeMetafields(scope, [typed, untyped]);

  expect(calls.map((call) => call.map(({ type }) => type))).toEqual([[undefined, undefined], ["number_integer"]]);
  expect(results.get(typed)?.kind).toBe("stored");
  expect(results.get(untyped)).toMatchObject({ kind: "failed", error: { code: "invalid_value" } });
});

test("one metafield wanted twice goes in two calls, so that the later value stays", async () => {
  const { calls, scope } = fakeShopify(() => []);

  await writeMetafields(scope, [write(1, "first"), write(2, "other"), write(1, "second")]);

  expect(calls.map((call) => call.map(({ value }) => value))).toEqual([["first", "other"], ["second"]]);
});

// what Shopify says · what becomes of the record
const refusals: readonly [UserError, object][] = [
  [{ message: "Owner does not exist.", code: "INVALID", field: ["metafields", "0", "ownerId"] }, { kind: "gone" }],
  [{ message: "Taken.", code: "CAPABILITY_VIOLATION" }, { error: { kind: "permanent", code: "value_taken" } }],
  [{ message: "Not yours.", code: "APP_NOT_AUTHORIZED" }, { error: { kind: "permanent", code: "vendor_refused" } }],
  [{ message: "Oops.", code: "INTERNAL_ERROR" }, { error: { kind: "transient", code: "shopify_unavailable" } }],
  [bad(), { error: { code: "invalid_value", details: { field: "metafield:custom.size" } } }],
];

test.each(refusals)("a refusal %j means %j", async (refusal, expected) => {
  const one = write(1, "x");

  const results = await writeMetafields(fakeShopify(() => [refusal]).scope, [one]);

  expect(results.get(one)).toMatchObject(expected);
});

test("when Shopify fails midway those written are not forgotten; when nothing was written it is thrown", async () => {
  const failAt = (at: number) => (_: readonly Sent[], call: number) => {
    if (call === at) throw new SyncError("transient", { code: "answer_lost" });
    return [];
  };
  const all = writes(30);

  const results = await writeMetafields(fakeShopify(failAt(2)).scope, all);

  expect(all.map((one) => results.get(one)?.kind)).toEqual(all.map((_, i) => (i < 25 ? "stored" : "failed")));
  await expect(writeMetafields(fakeShopify(failAt(1)).scope, all)).rejects.toMatchObject({ code: "answer_lost" });
});
