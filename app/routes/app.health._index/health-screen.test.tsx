import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { HealthModel, TroubleGroupModel, TroubleRow } from "./health-model.ts";
import { healthUrl, readTab, withGranted } from "./health-model.ts";
import { HealthScreen } from "./health-screen.tsx";
import { OptionsCard } from "./options-card.tsx";

const group = (more: Partial<TroubleGroupModel> = {}): TroubleGroupModel => ({
  ...{ status: "failing", object: "customers", reason: "phone_taken", count: 12_345, missingScopes: [] },
  ...more,
});

const row: TroubleRow = {
  ...{ id: "3", object: "customers", reason: "phone_taken", shopifyId: "903", hubspotId: "13" },
  shopifyUrl: "https://admin.shopify.com/store/demo-shop/customers/903",
  hubspotUrl: "https://app.hubspot.com/contacts/4242424/record/0-1/13",
  concerned: ["phone"],
  settledAt: "2026-11-21T11:59:50Z",
};

const model: HealthModel = {
  ...{ connection: "connected", tab: "failing", object: null, counts: { failing: 12_345, excluded: 0 } },
  ...{ groups: [group()], chosen: null, retrying: 0 },
};

interface Shown {
  readonly found?: readonly TroubleRow[];
  readonly asked?: number;
  readonly failure?: string;
}

function render(patch: Partial<HealthModel> = {}, { found, asked = 0, failure }: Shown = {}) {
  const none = () => undefined;
  return renderScreen(
    <HealthScreen
      model={{ ...model, ...patch }}
      found={found ?? null}
      searching={false}
      asked={asked}
      failure={failure ?? null}
      options={null}
      busy={false}
      canSync={patch.connection !== "reconnect"}
      onSearch={none}
      onClear={none}
      onGo={none}
      onExport={none}
      onRetryGroup={none}
      onAct={none}
      onAskForScopes={none}
    />,
  );
}

const chosen = (more: Partial<TroubleGroupModel>, rows: readonly TroubleRow[] = [row]) => ({
  chosen: { group: group(more), rows, next: "3", paged: false },
});

const links = (screen: ReturnType<typeof render>) =>
  screen.querySelectorAll("a").map((link) => link.getAttribute("href"));

test("each reason has its count, its remedy in words and a way to its records", () => {
  const screen = render();

  expect(wordsOf(screen)).toContain("Phone number already in use");
  expect(wordsOf(screen)).toContain("Customers: 12,345 records");
  expect(wordsOf(screen)).toContain("Remove it from one of them");
  expect(wordsOf(screen)).toContain("Try all again");
  expect(links(screen)).toContain("/app/health?status=failing&object=customers&reason=phone_taken");
});

test.each([
  ["stage_missing", "orders", "/app/sync/orders?tab=stages"],
  ["limit_not_met", "customers", "/app/sync/customers?tab=limit"],
  ["missing_scope", "customers", "/app/connection"],
  ["property_read_only", "products", "/app/sync/products?tab=fields"],
])("what can be solved elsewhere leads there: %s", (reason, object, url) => {
  expect(links(render({ groups: [group({ reason, object })] }))).toContain(url);
});

test("a permission that Shopify lacks is asked for in its admin", () => {
  const screen = render({ groups: [group({ reason: "missing_scope", missingScopes: ["read_customers"] })] });

  expect(wordsOf(screen)).toContain("Grant access in Shopify");
});

test("what Shopify's admin has granted is asked for no more, in the list and in the group", () => {
  const lacking = group({ reason: "missing_scope", missingScopes: ["read_customers"] });
  const asks = { ...model, groups: [lacking], ...chosen({ missingScopes: ["read_customers", "read_orders"] }) };

  const after = withGranted(asks, ["read_customers"]);

  expect(after.groups[0]?.missingScopes).toEqual([]);
  expect(after.chosen?.group.missingScopes).toEqual(["read_orders"]);
});

test("a group's records lead to both sides, and can each be tried again or left out", () => {
  const screen = render(chosen({}));

  expect(links(screen)).toEqual(
    expect.arrayContaining([row.shopifyUrl, row.hubspotUrl, "/app/records/3?object=customers"]),
  );
  const labels = screen.querySelectorAll("button").map((button) => button.getAttribute("aria-label"));
  expect(labels).toEqual(expect.arrayContaining(["Try again: Customer 903", "Leave out: Customer 903", "Next page"]));
});

test("what the merchant left out can be included again, and is not tried", () => {
  const own = { ...row, reason: "excluded_by_hand" };
  const words = wordsOf(render({ tab: "excluded", ...chosen({ status: "excluded", reason: own.reason }, [own]) }));

  expect(words).toContain("Include again");
  expect(words).not.toContain("Try again");
});

test("a record with several matches leads to the choice", () => {
  const screen = render(chosen({ reason: "ambiguous_match" }, [{ ...row, reason: "ambiguous_match" }]));

  expect(wordsOf(screen)).toContain("Choose the match");
});

test("how far the records are that are tried again is told, whoever asked for them", () => {
  expect(wordsOf(render({ retrying: 300 }, { asked: 1_000 }))).toContain("700 of 1,000 done");
  expect(wordsOf(render({ retrying: 300 }))).toContain("300 records to go");
  expect(wordsOf(render())).not.toContain("Trying records again");
});

test("nothing failing says so, and offers no file", () => {
  const screen = render({ groups: [], counts: { failing: 0, excluded: 3 } });

  expect(wordsOf(screen)).toContain("Nothing needs your attention");
  const button = screen.querySelectorAll("button").find(({ text }) => text === "Export as CSV");
  expect(button?.getAttribute("aria-disabled")).toBe("true");
});

test("without a connection the first step is to connect, and a broken one is to be renewed", () => {
  expect(wordsOf(render({ connection: "none" }))).toContain("Connect HubSpot first");
  expect(wordsOf(render({ connection: "reconnect" }))).toContain("HubSpot needs to be connected again");
});

test("a search tells the reason of each record, or that there is none", () => {
  expect(wordsOf(render({}, { found: [row] }))).toContain("Phone number already in use: Phone");
  expect(wordsOf(render({}, { found: [] }))).toContain("No such record is failing or excluded");
});

test.each(["off", "not_connected", "gone", "property_refused", "never_heard_of"])(
  "what could not be done is told in words: %s",
  (failure) => {
    expect(wordsOf(render({}, { failure }))).toContain("That did not work");
  },
);

test("missing options are shown before they are made", () => {
  const option = { property: "tier", label: "Tier", field: "metafield:custom.tier", value: "Gold" };
  const card = (missing: Parameters<typeof OptionsCard>[0]["missing"], failure: string | null = null) =>
    wordsOf(
      renderScreen(
        <OptionsCard object="customers" missing={missing} busy={false} failure={failure} onCreate={() => undefined} />,
      ),
    );

  expect(card({ kind: "found", options: [option] })).toContain("“Gold” for Tier (from Metafield custom.tier)");
  expect(card({ kind: "found", options: [] })).toContain("Every value is among the options by now");
  expect(card({ kind: "unavailable", code: "hubspot_unavailable" })).toContain("HubSpot does not answer");
  expect(card(null, "property_refused")).toContain("HubSpot does not");
});

test("addresses name what is shown, and nothing else", () => {
  expect(healthUrl({ status: "failing", object: null })).toBe("/app/health?status=failing");
  expect([readTab("excluded"), readTab("x"), readTab(null)]).toEqual(["excluded", "failing", "failing"]);
});
