import { expect, test } from "vitest";
import type { ExplainedRecord } from "#app/services/explain-record.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { CandidatesModel } from "./match-model.ts";
import type { RecordModel } from "./record-model.ts";
import { canRecreate } from "./record-model.ts";
import { RecordScreen } from "./record-screen.tsx";

const model: RecordModel = {
  id: "3",
  object: "customers",
  shopifyId: "903",
  hubspotId: "13",
  shopifyUrl: "https://admin.shopify.com/store/demo-shop/customers/903",
  hubspotUrl: "https://app.hubspot.com/contacts/4242424/record/0-1/13",
  status: "in_sync",
  reason: null,
  concerned: [],
  lastAction: "updated",
  changedAt: "2026-11-21T11:50:00Z",
  settledAt: "2026-11-21T11:59:50Z",
  toShopify: ["phone"],
  toHubspot: ["firstName", "my_own_property"],
  newInHubspot: false,
  canSync: true,
  history: [],
};

interface Answers {
  readonly live?: ExplainedRecord | null;
  readonly candidates?: CandidatesModel | null;
  readonly failure?: string;
}

function render(patch: Partial<RecordModel>, { live = null, candidates = null, failure }: Answers = {}) {
  const none = () => undefined;
  return renderScreen(
    <RecordScreen
      model={{ ...model, ...patch }}
      syncing={false}
      failure={failure ?? null}
      live={live}
      reading={live === null}
      candidates={candidates}
      onReload={none}
      onSync={none}
      onAsk={none}
      onInclude={none}
      onChoose={none}
    />,
  );
}

const explained: Extract<ExplainedRecord, { kind: "explained" }> = {
  kind: "explained",
  gone: [],
  plan: "update",
  reason: null,
  fields: [
    {
      ...{ shopify: "city", hubspot: "city", inShopify: "Rome", inHubspot: "London" },
      ...{ rule: "shopify_changed", writes: "hubspot", reason: null },
    },
    {
      ...{ shopify: "note", hubspot: "tandem_note", inShopify: null, inHubspot: null },
      ...{ rule: "equal", writes: null, reason: null },
    },
    {
      ...{ shopify: "phone", hubspot: "phone", inShopify: "1", inHubspot: "2" },
      ...{ rule: "refused", writes: null, reason: "invalid_phone" },
    },
  ],
};

test("it says which fields went where, when, and links both sides", () => {
  const screen = render({});

  expect(wordsOf(screen)).toContain("Updated (just now)");
  expect(screen.querySelectorAll("li").map((item) => item.text)).toEqual(["First name", "my_own_property", "Phone"]);
  const links = screen.querySelectorAll("a").map((link) => link.getAttribute("href"));
  expect(links).toEqual(expect.arrayContaining([model.shopifyUrl, model.hubspotUrl]));
  expect(wordsOf(screen)).toContain("Written to HubSpot 10 minutes ago");
});

test("it says why the fields were written: they had changed, or the record was new", () => {
  expect(wordsOf(render({}))).toContain("These fields had changed in Shopify");
  expect(wordsOf(render({ newInHubspot: true }))).toContain("The record was new there");
});

test("a failing record says why and what to do", () => {
  const screen = render({ status: "failing", reason: "phone_taken", concerned: ["phone"] });

  expect(wordsOf(screen)).toContain("Phone number already in use");
  expect(wordsOf(screen)).toContain("Remove it from one of them");
  expect(wordsOf(screen)).toContain("Field: Phone");
});

test("a record that was deleted on one side can be created again, others cannot", () => {
  const deleted = { status: "excluded", reason: "deleted_in_hubspot", hubspotId: null, hubspotUrl: null } as const;
  const screen = render(deleted);

  expect(wordsOf(screen)).toContain("Not there");
  expect(canRecreate({ ...model, ...deleted })).toBe(true);
  expect(canRecreate({ ...model, reason: "redacted" })).toBe(false);
  expect(canRecreate({ ...model, ...deleted, canSync: false })).toBe(false);
});

test("nothing can be synced while HubSpot has to be connected again", () => {
  const button = render({ canSync: false })
    .querySelectorAll("button")
    .find(({ text }) => text === "Sync now");

  expect(button?.getAttribute("aria-disabled")).toBe("true");
});

test.each(["companies", "products", "orders", "carts"])("a record of %s is not called a customer", (object) => {
  const screen = render({ object, status: "excluded", reason: "creation_off" });

  expect(wordsOf(screen)).not.toMatch(/customer|contact|\{\{/i);
});

test("a record whose page is not known is named without a link", () => {
  const screen = render({ object: "products", shopifyUrl: null });

  expect(wordsOf(screen)).toContain("Product 903");
  expect(screen.querySelectorAll("a").map((link) => link.text)).not.toContain("Product 903");
});

test("both sides are shown field by field with the rule that decides, blank ones on demand", () => {
  const words = wordsOf(render({}, { live: explained }));

  expect(words).toContain("City");
  expect(words).toContain("It changed in Shopify");
  expect(words).toContain("Goes to HubSpot");
  expect(words).toContain("Phone number not accepted");
  expect(words).toContain("Show one more field that is blank");
  expect(words).not.toContain("Note");
});

test.each([
  [{ kind: "unavailable", code: "hubspot_unavailable" }, "HubSpot does not answer at the moment"],
  [{ kind: "unavailable", code: "missing_scope" }, "A permission is missing to read this record"],
  [{ kind: "unavailable", code: "never_heard_of" }, "The two sides could not be read"],
  [{ kind: "not_connected" }, "HubSpot is not connected"],
  [{ ...explained, gone: ["hubspot"] }, "This record is not in HubSpot any more"],
] as const)("what keeps a side from being read is told: %j", (live, text) => {
  expect(wordsOf(render({}, { live }))).toContain(text);
});

test("the history says which fields were written, where and by which rule", () => {
  const entry = { id: "1", at: "2026-11-21T11:50:00Z", side: "hubspot", created: false, trigger: "change" } as const;
  const rules = [{ rule: "shopify_changed", fields: ["city", "my_own_property"] }];
  const screen = render({
    history: [
      { ...entry, rules },
      { ...entry, id: "0", created: true, rules: [{ rule: "created", fields: ["email"] }] },
    ],
  });

  expect(wordsOf(screen)).toContain("It changed in Shopify: City, my_own_property");
  expect(wordsOf(screen)).toContain("After a change on one of the two sides");
  expect(wordsOf(screen)).toContain("The record is new there: Email");
  expect(wordsOf(screen)).not.toContain("These fields had changed in Shopify");
});

test("of several matches one is chosen, but none that is another record's by now", () => {
  const candidate = { id: "11", title: "Ada Byron", detail: "ada@example.com", url: null, linkedWith: null };
  const candidates = [candidate, { ...candidate, id: "12", title: "Ada B.", linkedWith: "905" }];
  const failing = { status: "failing", reason: "ambiguous_match", hubspotId: null, hubspotUrl: null } as const;
  const screen = render(failing, { candidates: { kind: "found", side: "hubspot", candidates } });

  const labels = screen.querySelectorAll("button").filter(({ text }) => text === "This is the one");
  expect(labels.map((button) => [button.getAttribute("aria-label"), button.getAttribute("aria-disabled")])).toEqual([
    ["Ada Byron (11) is the one", undefined],
    ["Ada B. (12) is the one", "true"],
  ]);
  expect(wordsOf(screen)).toContain("Already matched with Customer 905");
});

test("a record that was left out by hand can be included again, and not be left out once more", () => {
  const buttons = (patch: Partial<RecordModel>) => wordsOf(render(patch));

  expect(buttons({ status: "excluded", reason: "excluded_by_hand" })).toContain("Include again");
  expect(buttons({})).toContain("Unlink");
  expect(buttons({ hubspotId: null })).not.toContain("Unlink");
});

test("what could not be done is told in words", () => {
  expect(wordsOf(render({}, { failure: "taken" }))).toContain("was matched with another one meanwhile");
});
