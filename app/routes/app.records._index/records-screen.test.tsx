import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { Found, NamesModel, RecordRow, RecordsModel } from "./records-model.ts";
import { readTab } from "./records-model.ts";
import { RecordsScreen } from "./records-screen.tsx";

const settledAt = "2026-11-21T11:50:00Z";
const rows: readonly RecordRow[] = [
  { id: "1", shopifyId: "901", hubspotId: "11", status: "in_sync", reason: null, settledAt },
  { id: "2", shopifyId: "902", hubspotId: null, status: "excluded", reason: "no_email", settledAt },
  { id: "3", shopifyId: null, hubspotId: "13", status: "failing", reason: "not_known_here", settledAt },
];

const model: RecordsModel = {
  connected: true,
  object: "customers",
  tab: "all",
  counts: { all: 3, in_sync: 1, excluded: 1, failing: 1 },
  rows,
  next: null,
  paged: false,
};

function render(patch: Partial<RecordsModel>, found: Found | null = null, names: NamesModel | null = null) {
  const none = () => undefined;
  return renderScreen(
    <RecordsScreen
      model={{ ...model, ...patch }}
      found={found}
      names={names}
      searching={false}
      onObject={none}
      onSearch={none}
      onClear={none}
      onTab={none}
      onNext={none}
      onFirst={none}
    />,
  );
}

test("records are listed by number with state and reason in words", () => {
  const screen = render({});

  expect(wordsOf(screen)).toContain("Customer 902");
  expect(wordsOf(screen)).toContain("No email address");
  expect(screen.querySelectorAll("a").map((link) => link.getAttribute("href"))).toContain(
    "/app/records/2?object=customers",
  );
});

test("a record that is only in HubSpot is named so, and an unknown reason is still a sentence", () => {
  const screen = render({});

  expect(wordsOf(screen)).toContain("HubSpot contact 13");
  expect(wordsOf(screen)).toContain("Unexpected problem");
});

test("records of another object bear its name, and the filter names all objects", () => {
  const screen = render({ object: "orders" });

  expect(wordsOf(screen)).toContain("Order 902");
  expect(wordsOf(screen)).toContain("HubSpot order 13");
  expect(wordsOf(screen)).toContain("a whole order name such as #1001");
  expect(screen.querySelectorAll("select[name=object] option").map(({ text }) => text)).toEqual([
    "Customers",
    "Companies",
    "Products",
    "Orders",
    "Abandoned carts",
  ]);
});

test("an empty list says what would be here", () => {
  expect(wordsOf(render({ rows: [], tab: "failing" }))).toContain("Nothing needs your attention");
  expect(wordsOf(render({ rows: [] }))).toContain("Nothing has been synced yet");
  expect(wordsOf(render({ connected: false }))).toContain("Connect HubSpot first");
});

test("a search that finds nothing leads back to the list", () => {
  const screen = render({}, { rows: [] });

  expect(wordsOf(screen)).toContain("No record found");
  expect(screen.querySelectorAll("button").map((button) => button.text)).toContain("Show all records");
});

test("an address names a tab or means all", () => {
  expect([readTab("failing"), readTab("nonsense"), readTab(null)]).toEqual(["failing", "all", "all"]);
});
