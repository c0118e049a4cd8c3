import { expect, test } from "vitest";
import type { Decision } from "#app/sync/ports.ts";
import type { Side } from "#app/sync/record.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { openShop } from "#tests/support/memory/open-shop.ts";

const email = "ada@example.com";

async function settle(engine: MemoryEngine): Promise<void> {
  for (let round = 0; round < 40; round++) {
    await engine.deliverAll();
    await engine.drain();
    engine.clock.advance(1_600);
  }
}

async function pair() {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ email, city: "London" });
  await settle(engine);
  const contactId = engine.tables.links.get(id)?.hubspotId ?? "";
  const at = engine.clock.now().toISOString();
  const shopify = { object: "customers", side: "shopify", recordId: id, lane: "live", forced: "retry" } as const;
  const hubspot = { ...shopify, side: "hubspot", recordId: contactId } as const;
  const stone = { side: "shopify", recordId: id, counterpartId: contactId, at } as const;
  const decide = async (decision: Partial<Decision>) => {
    const result = await engine.store.decide(engine.connection, "customers", {
      marks: [shopify, hubspot],
      ...decision,
    });
    await settle(engine);
    return result;
  };
  const exclude = () => decide({ tombstones: [{ ...stone, reason: "excluded" }] });
  const unlink = () => decide({ endLink: id, tombstones: [{ ...stone, reason: "unlinked" }] });
  const include = () => decide({ liftTombstones: [{ side: "shopify", recordId: id }] });
  return { engine, id, contactId, decide, exclude, unlink, include };
}

const outcomes = ({ tables }: MemoryEngine) =>
  [...tables.outcomes].map(({ shopifyId, hubspotId, reason }) => [shopifyId, hubspotId, reason]);

test("a pair that was left out by hand gets no write, whichever side changes", async () => {
  const { engine, id, contactId, exclude } = await pair();
  await exclude();

  engine.shopify.update(id, { city: "Rome" });
  engine.hubspot.update(contactId, { firstname: "Ada" });
  await settle(engine);

  expect(outcomes(engine)).toEqual([[id, contactId, "excluded_by_hand"]]);
  expect(engine.hubspot.contacts.get(contactId)?.values.city).toBe("London");
  expect(engine.shopify.customers.get(id)?.values.firstName).not.toBe("Ada");
});

test("what changed meanwhile on either side is carried over once the pair is included again", async () => {
  const { engine, id, contactId, exclude, include } = await pair();
  await exclude();
  engine.shopify.update(id, { city: "Rome" });
  engine.hubspot.update(contactId, { firstname: "Ada" });
  await settle(engine);

  await include();

  expect(outcomes(engine)).toEqual([[id, contactId, null]]);
  expect(engine.hubspot.contacts.get(contactId)?.values.city).toBe("Rome");
  expect(engine.shopify.customers.get(id)?.values.firstName).toBe("Ada");
});

test("an unlinked pair stays two records, though they still match", async () => {
  const { engine, id, contactId, unlink } = await pair();
  await unlink();

  engine.shopify.update(id, { city: "Rome" });
  engine.hubspot.update(contactId, { city: "Paris" });
  await settle(engine);

  expect(outcomes(engine).sort()).toEqual(
    [
      [id, null, "unlinked_by_hand"],
      [null, contactId, "unlinked_by_hand"],
    ].sort(),
  );
  expect(engine.tables.links.size).toBe(0);
  expect(engine.hubspot.contacts.size).toBe(1);
  expect(engine.shopify.customers.get(id)?.values.city).toBe("Rome");
});

test("asked to, an unlinked pair is matched again", async () => {
  const { engine, id, contactId, unlink, include } = await pair();
  await unlink();

  await include();

  expect(outcomes(engine)).toEqual([[id, contactId, null]]);
});

test("a pair that the merchant chose is compared as two records that meet for the first time", async () => {
  const engine = new MemoryEngine();
  const contactId = engine.hubspot.create({ email: "other@example.com", city: "Paris", firstname: "Ada" });
  const id = engine.shopify.create({ city: "Rome" });
  await settle(engine);
  const marks = [{ object: "customers", side: "shopify", recordId: id, lane: "live", forced: "retry" }] as const;

  await engine.store.decide(engine.connection, "customers", { link: { shopifyId: id, hubspotId: contactId }, marks });
  engine.shopify.update(id, { email: "ada@example.com" });
  await settle(engine);

  expect(outcomes(engine)).toEqual([[id, contactId, null]]);
  expect(engine.hubspot.contacts.get(contactId)?.values).toMatchObject({ city: "Rome", firstname: "Ada" });
  expect(engine.shopify.customers.get(id)?.values.firstName).toBe("Ada");
});

test("a record that is another pair's by now cannot be chosen", async () => {
  const { engine, contactId } = await pair();
  const other = engine.shopify.create({ email: "other@example.com" });
  const marks = [{ object: "customers", side: "shopify", recordId: other, lane: "live" }] as const;

  const result = await engine.store.decide(engine.connection, "customers", {
    link: { shopifyId: other, hubspotId: contactId },
    marks,
  });

  expect(result).toBe("taken");
});

async function tie() {
  const contacts: string[] = [];
  const opened = await openShop({}, (_, { portal }) => {
    for (const city of ["Rome", "Oslo"]) contacts.push(portal.of("companies").create({ name: "Tea House", city }));
  });
  const { engine, merchant } = opened;
  const id = merchant.addCompany({ name: "Tea House" });
  await engine.quiet();
  const [first = "", second = ""] = contacts;
  const decide = async (decision: "exclude" | "include", side: Side, ...ids: readonly string[]) => {
    const decided = { counterpartId: null, reason: "excluded", at: engine.clock.now().toISOString() } as const;
    const stones = ids.map((recordId) => ({ side, recordId, ...decided }));
    const mark = { object: "companies", lane: "live", forced: "retry" } as const;
    await engine.store.decide(engine.connection, "companies", {
      ...(decision === "exclude" ? { tombstones: stones } : { liftTombstones: stones }),
      marks: [
        { ...mark, side: "shopify", recordId: id },
        { ...mark, side: "hubspot", recordId: first },
        { ...mark, side: "hubspot", recordId: second },
      ],
    });
    await engine.quiet();
  };
  const reasons = () =>
    [...engine.tables.of("companies").outcomes]
      .map(({ shopifyId, hubspotId, reason }) => [shopifyId, hubspotId, reason])
      .sort();
  return { engine, id, first, second, decide, reasons };
}

test("of two that match equally, the one that is not left out is the match", async () => {
  const { id, first, second, decide, reasons } = await tie();

  await decide("exclude", "hubspot", first);

  expect(reasons()).toEqual(
    [
      [id, second, null],
      [null, first, "excluded_by_hand"],
    ].sort(),
  );
});

test("only what was left out is told so: what matches it waits for it, and ties again once it is included", async () => {
  const { engine, id, first, second, decide, reasons } = await tie();

  await decide("exclude", "shopify", id);
  const left = reasons();
  const details = [...engine.tables.of("companies").outcomes].map((outcome) => outcome.details);
  await decide("include", "shopify", id);

  expect(left).toEqual(
    [
      [id, null, "excluded_by_hand"],
      [null, first, "match_left_out"],
      [null, second, "match_left_out"],
    ].sort(),
  );
  expect(details.filter(Boolean)).toEqual([{ match: id }, { match: id }]);
  expect(new Set(reasons().map(([, , reason]) => reason))).toEqual(new Set(["ambiguous_match"]));
});

test("when everything that matches is left out, nothing is made in its place", async () => {
  const { engine, id, first, second, decide, reasons } = await tie();

  await decide("exclude", "hubspot", first, second);

  expect(engine.portal.of("companies").records.size).toBe(2);
  expect(reasons()).toEqual(
    [
      [id, null, "match_left_out"],
      [null, first, "excluded_by_hand"],
      [null, second, "excluded_by_hand"],
    ].sort(),
  );
});
