import fc from "fast-check";
import { expect, test } from "vitest";
import type { FieldDefinition } from "../definition.ts";
import type { Direction, Side, Value } from "../record.ts";
import type { FieldHistory, FieldMove } from "./compare-field.ts";
import { compareField } from "./compare-field.ts";

const history: FieldHistory = { changed: null, winner: "shopify", owner: true, mayPutBack: true };
const changed = (shopify: boolean, hubspot: boolean) => ({ shopify, hubspot });

interface Case {
  readonly says: string;
  readonly shopify: Value;
  readonly hubspot: Value;
  readonly direction?: Direction;
  readonly more?: Partial<FieldHistory>;
  readonly field?: Partial<FieldDefinition>;
  readonly move: string;
}

const ours = { property: { label: "", description: "", type: "string", fieldType: "text" } } as const;

const cases: readonly Case[] = [
  { says: "equal values are left", shopify: "a", hubspot: "a", move: "keep" },
  { says: "first, a blank in HubSpot is filled", shopify: "a", hubspot: null, move: "hubspot" },
  {
    says: "a two-way property of ours is one shop's",
    shopify: "a",
    hubspot: "b",
    field: ours,
    more: { owner: false, changed: changed(false, true) },
    move: "keep",
  },
  {
    says: "a standard two-way property is everybody's",
    shopify: "a",
    hubspot: "b",
    more: { owner: false, changed: changed(false, true) },
    move: "shopify",
  },
  { says: "first, a blank in Shopify is filled", shopify: null, hubspot: "b", move: "shopify" },
  { says: "first, Shopify wins", shopify: "a", hubspot: "b", move: "hubspot" },
  { says: "first, HubSpot wins if chosen", shopify: "a", hubspot: "b", more: { winner: "hubspot" }, move: "shopify" },
  {
    says: "a change in Shopify flows whoever wins",
    shopify: "a",
    hubspot: "b",
    more: { changed: changed(true, false), winner: "hubspot" },
    move: "hubspot",
  },
  {
    says: "a change in HubSpot flows whoever wins",
    shopify: "a",
    hubspot: "b",
    more: { changed: changed(false, true) },
    move: "shopify",
  },
  {
    says: "clearing in Shopify flows",
    shopify: null,
    hubspot: "b",
    more: { changed: changed(true, false) },
    move: "hubspot",
  },
  {
    says: "clearing in HubSpot flows",
    shopify: "a",
    hubspot: null,
    more: { changed: changed(false, true) },
    move: "shopify",
  },
  {
    says: "a required field is never cleared",
    shopify: null,
    hubspot: "b",
    more: { changed: changed(true, false) },
    field: { required: true },
    move: "keep",
  },
  {
    says: "in a conflict the winner decides",
    shopify: "a",
    hubspot: "b",
    more: { changed: changed(true, true) },
    move: "hubspot",
  },
  {
    says: "in a conflict HubSpot may decide",
    shopify: "a",
    hubspot: "b",
    more: { changed: changed(true, true), winner: "hubspot" },
    move: "shopify",
  },
  {
    says: "a blank in the winner changes nothing",
    shopify: null,
    hubspot: "b",
    more: { changed: changed(true, true) },
    move: "keep",
  },
  {
    says: "a blank in the loser is overwritten",
    shopify: "a",
    hubspot: null,
    more: { changed: changed(true, true) },
    move: "hubspot",
  },
  {
    says: "a settled difference is left",
    shopify: "a",
    hubspot: "b",
    more: { changed: changed(false, false) },
    move: "keep",
  },
  {
    says: "one way, the source is written",
    shopify: "a",
    hubspot: "b",
    direction: "to_hubspot",
    more: { changed: changed(true, false) },
    move: "hubspot",
  },
  {
    says: "one way, an edit at the target is put back",
    shopify: "a",
    hubspot: "b",
    direction: "to_hubspot",
    more: { changed: changed(false, true) },
    move: "hubspot, put back",
  },
  {
    says: "one way, put back too often it is a fight",
    shopify: "a",
    hubspot: "b",
    direction: "to_hubspot",
    more: { changed: changed(false, true), mayPutBack: false },
    move: "fight",
  },
  {
    says: "one way, another shop's field is left",
    shopify: "a",
    hubspot: "b",
    direction: "to_hubspot",
    more: { changed: changed(true, false), owner: false },
    move: "keep",
  },
  {
    says: "one way, a blank source takes nothing that people filled in",
    shopify: null,
    hubspot: "b",
    direction: "to_hubspot",
    more: { changed: changed(false, true) },
    move: "keep",
  },
  {
    says: "one way, a blank source empties our own property",
    shopify: null,
    hubspot: "b",
    direction: "to_hubspot",
    more: { changed: changed(false, true) },
    field: ours,
    move: "hubspot, put back",
  },
  {
    says: "one way, clearing the source clears the target",
    shopify: null,
    hubspot: "b",
    direction: "to_hubspot",
    more: { changed: changed(true, false) },
    move: "hubspot",
  },
  {
    says: "one way and first, a blank source takes nothing",
    shopify: null,
    hubspot: "b",
    direction: "to_hubspot",
    move: "keep",
  },
  {
    says: "one way and first, our own property is emptied",
    shopify: null,
    hubspot: "b",
    direction: "to_hubspot",
    field: ours,
    move: "hubspot",
  },
  {
    says: "one way and first, the source is written",
    shopify: "a",
    hubspot: "b",
    direction: "to_hubspot",
    more: { winner: "hubspot" },
    move: "hubspot",
  },
  {
    says: "one way to Shopify, HubSpot is written there",
    shopify: "a",
    hubspot: "b",
    direction: "to_shopify",
    more: { changed: changed(false, true) },
    move: "shopify",
  },
  {
    says: "one way to Shopify, an edit there is put back",
    shopify: "a",
    hubspot: "b",
    direction: "to_shopify",
    more: { changed: changed(true, false) },
    move: "shopify, put back",
  },
];

function show(move: FieldMove): string {
  return move.kind === "write" ? `${move.side}${move.putBack ? ", put back" : ""}` : move.kind;
}

function compare(
  direction: Direction,
  shopify: Value,
  hubspot: Value,
  more: Partial<FieldHistory> = {},
  extra: Partial<FieldDefinition> = {},
): FieldMove {
  const field: FieldDefinition = { shopify: "s", hubspot: "h", direction, transform: "text", ...extra };
  return compareField(
    { field, direction },
    { shopify: { s: shopify }, hubspot: { h: hubspot } },
    { ...history, ...more },
  );
}

test.each(cases)("$says", ({ shopify, hubspot, direction = "both", more, field, move }) => {
  expect(show(compare(direction, shopify, hubspot, more, field))).toBe(move);
});

const value = fc.constantFrom<Value>("a", "b", null);
const anyHistory = fc.record({
  changed: fc.option(fc.record({ shopify: fc.boolean(), hubspot: fc.boolean() }), { nil: null }),
  winner: fc.constantFrom<Side>("shopify", "hubspot"),
  owner: fc.boolean(),
  mayPutBack: fc.boolean(),
});

test("a field that only one side changed is never overwritten by the other", () => {
  fc.assert(
    fc.property(
      value,
      value,
      anyHistory,
      fc.constantFrom<Side>("shopify", "hubspot"),
      (shopify, hubspot, more, editor) => {
        const only = { shopify: editor === "shopify", hubspot: editor === "hubspot" };
        const move = compare("both", shopify, hubspot, { ...more, changed: only });
        return move.kind !== "write" || move.side !== editor;
      },
    ),
  );
});

test("a one-way field never writes its source", () => {
  fc.assert(
    fc.property(value, value, anyHistory, (shopify, hubspot, more) => {
      const move = compare("to_hubspot", shopify, hubspot, more);
      return move.kind !== "write" || move.side === "hubspot";
    }),
  );
});

test("a required field is never emptied", () => {
  fc.assert(
    fc.property(
      value,
      value,
      anyHistory,
      fc.constantFrom<Direction>("both", "to_hubspot", "to_shopify"),
      (shopify, hubspot, more, direction) => {
        const move = compare(direction, shopify, hubspot, more, { required: true });
        return move.kind !== "write" || (move.side === "shopify" ? hubspot : shopify) !== null;
      },
    ),
  );
});
