import { expect, test } from "vitest";
import type { RecordWrite } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import { PORTAL, withAdapters } from "./open-adapters.ts";

const adapters = withAdapters();

const contacts = () => adapters.vendors.records(adapters.connection, "customers", "hubspot", "live");
const space = () => adapters.hubspotStandIn.portal(PORTAL).space("0-1");
const create = (ref: string, values: Values, key = `${adapters.connection.shop}:${ref}`): RecordWrite => ({
  kind: "create",
  ref,
  key,
  values,
});

async function written(values: Values, ref: string): Promise<string> {
  const result = (await contacts().write([create(ref, values)])).get(ref);
  if (result?.kind !== "written") throw new Error(`not written: ${JSON.stringify(result)}`);
  return result.record.id;
}

test("creates contacts with an e-mail, with our key, and reports what HubSpot stored", async () => {
  const results = await contacts().write([
    create("a1", { email: "Ann.A1@Example.com", firstname: "Ann", lastname: null }),
    create("a2", { email: "bob.a2@example.com", firstname: "Bob" }),
  ]);

  const ann = results.get("a1");
  expect(ann).toMatchObject({ kind: "written", created: true, record: { side: "hubspot" } });
  expect(ann?.kind === "written" && ann.record.values).toMatchObject({
    email: "ann.a1@example.com",
    firstname: "Ann",
    tandem_customer_key: `${adapters.connection.shop}:a1`,
  });
  expect(results.get("a2")).toMatchObject({ kind: "written", created: true });
});

test("a create whose e-mail a contact holds is held by it and the rest of the batch is written", async () => {
  const holder = await written({ email: "held@example.com" }, "h1");

  const results = await contacts().write([
    create("h2", { email: "HELD@example.com", firstname: "Other" }),
    create("h3", { email: "free@example.com" }),
  ]);

  expect(results.get("h2")).toEqual({ kind: "held", holderId: holder, property: "email" });
  expect(results.get("h3")).toMatchObject({ kind: "written", created: true });
});

test("two creates with one e-mail in the same call make one contact", async () => {
  const results = await contacts().write([
    create("t1", { email: "twice@example.com" }),
    create("t2", { email: "Twice@example.com" }),
  ]);

  const [one, two] = [results.get("t1"), results.get("t2")];
  expect(one?.kind).toBe("written");
  const holderId = one?.kind === "written" ? one.record.id : "";
  expect(two).toEqual({ kind: "held", holderId, property: "email" });
});

test("a create without an e-mail is safe to repeat by our key", async () => {
  const first = (await contacts().write([create("k1", { firstname: "Kay" })])).get("k1");
  const again = (await contacts().write([create("k1", { firstname: "Kay" })])).get("k1");

  expect(first).toMatchObject({ kind: "written", created: true });
  const holderId = first?.kind === "written" ? first.record.id : "";
  expect(again).toEqual({ kind: "held", holderId, property: "tandem_customer_key" });
});

test("an invalid e-mail fails alone with a code of its own", async () => {
  const results = await contacts().write([
    create("i1", { email: "not an address" }),
    create("i2", { email: "good.i2@example.com" }),
  ]);

  const bad = results.get("i1");
  expect(bad?.kind === "failed" && { kind: bad.error.kind, code: bad.error.code }).toEqual({
    kind: "permanent",
    code: "invalid_email",
  });
  expect(results.get("i2")?.kind).toBe("written");
});

test("updates by id, clears with null, and says so when the contact is gone", async () => {
  const kept = await written({ email: "kept@example.com", firstname: "Old", city: "Bonn" }, "u1");
  const lost = await written({ email: "lost@example.com" }, "u2");
  const record = space().records.find(lost);
  if (record) space().records.archive(record, { changeSource: "CRM_UI", sourceId: "1" });

  const results = await contacts().write([
    { kind: "update", ref: "kept", id: kept, values: { firstname: "New", city: null } },
    { kind: "update", ref: "lost", id: lost, values: { firstname: "X" } },
  ]);

  expect(results.get("kept")).toMatchObject({
    kind: "written",
    created: false,
    record: { values: { firstname: "New", city: null } },
  });
  expect(results.get("lost")).toEqual({ kind: "gone" });
});

test("an update to an e-mail that another contact has fails as email_taken", async () => {
  await written({ email: "first.e@example.com" }, "e1");
  const second = await written({ email: "second.e@example.com" }, "e2");

  const result = (
    await contacts().write([{ kind: "update", ref: "r", id: second, values: { email: "first.e@example.com" } }])
  ).get("r");

  expect(result?.kind === "failed" && result.error.code).toBe("email_taken");
});

test("reads found, gone and merged contacts apart", async () => {
  const live = await written({ email: "live@example.com" }, "r1");
  const gone = await written({ email: "gone@example.com" }, "r2");
  const winner = await written({ email: "winner@example.com" }, "r3");
  const loser = await written({ email: "loser@example.com" }, "r4");
  const token = adapters.hubspotStandIn.issueTokens(PORTAL).accessToken;
  const call = (method: string, path: string, body?: object) =>
    fetch(`https://api.hubapi.com/crm/objects/2026-09/contacts${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  await call("DELETE", `/${gone}`);
  const merged = (await (await call("POST", "/merge", { primaryObjectId: winner, objectIdToMerge: loser })).json()) as {
    id: string;
  };

  const read = await contacts().read([live, gone, loser, "999999999999"]);

  expect(read.get(live)).toMatchObject({ kind: "found", record: { id: live } });
  expect(read.get(gone)).toEqual({ kind: "gone" });
  expect(read.get(loser)).toMatchObject({ kind: "moved", record: { id: merged.id } });
  expect(read.get("999999999999")).toEqual({ kind: "gone" });
});

test("finds contacts by e-mail in whatever spelling, at once and exactly", async () => {
  const id = await written({ email: "find.me@example.com" }, "f1");

  const found = await contacts().findBy("email", ["Find.Me@Example.com", "nobody@example.com", " find.me@example.com"]);

  expect(found.get("Find.Me@Example.com")?.map((record) => record.id)).toEqual([id]);
  expect(found.get(" find.me@example.com")?.map((record) => record.id)).toEqual([id]);
  expect(found.has("nobody@example.com")).toBe(false);
});

test("a property of ours that was deleted in HubSpot comes back with the next write", async () => {
  const token = adapters.hubspotStandIn.issueTokens(PORTAL).accessToken;
  await fetch("https://api.hubapi.com/crm/properties/2026-09/contacts/tandem_note", {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });

  const result = (await contacts().write([create("p1", { email: "p1@example.com", tandem_note: "hello" })])).get("p1");

  expect(result).toMatchObject({ kind: "written", record: { values: { tandem_note: "hello" } } });
});

test("a property of our name that someone else made fails the records that need it, and is looked at once a minute", async () => {
  const { definitions } = space();
  const token = adapters.hubspotStandIn.issueTokens(PORTAL).accessToken;
  await fetch("https://api.hubapi.com/crm/properties/2026-09/contacts/tandem_locale", {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
  adapters.time.advance(61_000);
  adapters.hubspotStandIn.faults.add({
    kind: "status",
    status: 400,
    times: 0,
    match: { path: "/crm/properties/.*", method: "POST" },
  });

  const first = (await contacts().write([create("c1", { email: "c1@example.com", tandem_locale: "en" })])).get("c1");
  adapters.hubspotStandIn.log.reset();
  const second = (await contacts().write([create("c2", { email: "c2@example.com", tandem_locale: "en" })])).get("c2");

  expect(definitions.find("tandem_locale")).toBeUndefined();
  expect([first?.kind, second?.kind]).not.toContain("written");
  expect(adapters.hubspotStandIn.log.counts().total).toBe(1);
});

test("a property that is not ours and missing fails each record that names it", async () => {
  const result = (await contacts().write([create("m1", { email: "m1@example.com", nobody_knows_this: "x" })])).get(
    "m1",
  );

  expect(result?.kind === "failed" && { code: result.error.code, details: result.error.details }).toMatchObject({
    code: "property_missing",
    details: { property: "nobody_knows_this" },
  });
});

test("a create whose answer is lost is found by our key and not made twice", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "reset_after", match: { path: "/batch/create" } });

  const result = (await contacts().write([create("l1", { email: "l1@example.com" })])).get("l1");

  expect(result).toMatchObject({ kind: "written", created: true });
  expect((await contacts().findBy("email", ["l1@example.com"])).get("l1@example.com")).toHaveLength(1);
});

test("a create that never arrived is sent again", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "reset_before", match: { path: "/batch/create" } });

  const result = (await contacts().write([create("l2", { email: "l2@example.com" })])).get("l2");

  expect(result).toMatchObject({ kind: "written", created: true });
});

test("one input refused by a rule of the portal hurts itself only", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "partial", match: { path: "/batch/create", body: "rule.bad@" } });

  const results = await contacts().write([
    create("q1", { email: "rule.good@example.com" }),
    create("q2", { email: "rule.bad@example.com" }),
  ]);

  expect(results.get("q1")?.kind).toBe("written");
  expect(results.get("q2")?.kind).toBe("failed");
});

test("250 creates, with and without an e-mail, go out in three requests", async () => {
  adapters.hubspotStandIn.log.reset();

  const results = await contacts().write(
    Array.from({ length: 250 }, (_, i) =>
      create(`n${i}`, i % 10 === 0 ? { firstname: `n${i}` } : { email: `n${i}@example.com` }),
    ),
  );

  expect([...results.values()].filter((result) => result.kind === "written")).toHaveLength(250);
  expect(adapters.hubspotStandIn.log.counts().total).toBe(3);
});
