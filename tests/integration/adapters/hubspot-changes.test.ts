import { expect, test } from "vitest";
import { PORTAL, withAdapters } from "./open-adapters.ts";

const adapters = withAdapters();

const portal = () => adapters.hubspotStandIn.portal(PORTAL);
const UI = { changeSource: "CRM_UI", sourceId: "userId:1" } as const;

async function listChanges(from: string) {
  const ids: string[] = [];
  let total: number | null = null;
  for await (const page of adapters.vendors.changes(adapters.connection, "customers", "hubspot").since(from)) {
    ids.push(...page.changes.map((change) => change.id));
    total ??= page.total;
  }
  return { ids, total };
}

test("lists every changed contact once, also when many share one millisecond", async () => {
  const from = new Date(adapters.time.now()).toISOString();
  const made = Array.from(
    { length: 450 },
    (_, i) => portal().createRecord("0-1", { email: `same${i}@example.com` }, UI).id,
  );

  const { ids, total } = await listChanges(from);

  expect(new Set(ids)).toEqual(new Set(made));
  expect(ids).toHaveLength(450);
  expect(total).toBe(450);
});

test("pages list every contact with what matching needs", async () => {
  const pages = adapters.vendors.pages(adapters.connection, "customers");
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof pages.page>> = await pages.page(after);
    seen.push(...page.records.map((record) => record.values.email ?? ""));
    after = page.after;
  } while (after !== null);

  expect(new Set(seen).size).toBe(450);
});

test("an opt-out is read as one, and consent can be withdrawn but not given back", async () => {
  const contacts = adapters.vendors.records(adapters.connection, "customers", "hubspot", "live");
  const consents = adapters.vendors.consents(adapters.connection);
  const id = portal().createRecord("0-1", { email: "consent@example.com" }, UI).id;
  const optOut = async () => {
    const found = (await contacts.read([id])).get(id);
    return found?.kind === "found" ? found.record.values.emailOptOut : found?.kind;
  };

  expect(await optOut()).toBe("false");
  expect(await consents.set(id, "subscribed")).toBe("done");
  expect(await consents.set(id, "unsubscribed")).toBe("done");
  expect(await optOut()).toBe("true");
  expect(await consents.set(id, "subscribed")).toBe("refused");

  const at = (await contacts.read([id])).get(id);
  expect(
    at?.kind === "found" && Math.abs(Date.parse(at.record.values.emailOptOutAt ?? "") - adapters.time.now()),
  ).toBeLessThan(10_000);

  const nameless = portal().createRecord("0-1", { firstname: "No address" }, UI).id;
  expect(await consents.set(nameless, "unsubscribed")).toBe("no_email");
});

test("a decision about text messages is read with the time when it was made", async () => {
  const contacts = adapters.vendors.records(adapters.connection, "customers", "hubspot", "live");
  const id = portal().createRecord("0-1", { email: "sms@example.com", tandem_sms_consent: "subscribed" }, UI).id;
  adapters.time.advance(3_600_000);
  portal().updateRecord("0-1", id, { tandem_sms_consent: "unsubscribed" }, UI);
  const decidedAt = adapters.time.now();
  adapters.time.advance(3_600_000);
  portal().updateRecord("0-1", id, { firstname: "Later" }, UI);

  const found = (await contacts.read([id])).get(id);

  const values = found?.kind === "found" ? found.record.values : {};
  expect(values.tandem_sms_consent).toBe("unsubscribed");
  expect(Math.abs(Date.parse(values.smsDecidedAt ?? "") - decidedAt)).toBeLessThan(5_000);
});

test("in a full batch only those who opted out are asked for the time", async () => {
  const emails = Array.from({ length: 80 }, (_, i) => `batch${i}@example.com`);
  for (const email of emails) portal().createRecord("0-1", { email }, UI);
  const contacts = adapters.vendors.records(adapters.connection, "customers", "hubspot", "live");
  portal().subscriptions.unsubscribeAll("batch7@example.com", UI);
  adapters.hubspotStandIn.log.reset();

  const found = await contacts.findBy("email", emails);

  const values = found.get("batch7@example.com")?.[0]?.values;
  expect(values).toMatchObject({ emailOptOut: "true", emailOptOutAt: expect.stringMatching(/^\d{4}-/) });
  expect(found.get("batch8@example.com")?.[0]?.values).toMatchObject({ emailOptOut: "false", emailOptOutAt: null });
  expect(adapters.hubspotStandIn.log.counts().total).toBe(2);
});
