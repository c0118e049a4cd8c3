import { expect, test } from "vitest";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { plainForm as form } from "#tests/support/sync-form.ts";
import { syncModel } from "#tests/support/sync-model.ts";
import type { EditorTab } from "./editor-tabs.ts";
import type { FormFaults } from "./form-faults.ts";
import { noFaults } from "./form-faults.ts";
import type { Problem } from "./problem-banner.tsx";
import type { SyncForm } from "./sync-form.ts";
import type { SyncModel } from "./sync-model.ts";
import { SyncScreen } from "./sync-screen.tsx";

const run = {
  id: "1",
  kind: "backfill",
  phase: "list_hubspot",
  status: "running",
  processed: 0,
  total: null,
  created: 0,
  updated: 0,
  startedAt: "2026-11-21T11:59:00Z",
  finishedAt: null,
  error: null,
} as const;

const customers = {
  enabled: true,
  inShopify: 0,
  inHubspot: 0,
  inSync: 0,
  excluded: 0,
  failing: 0,
  pending: 0,
  lastSettledAt: null,
  firstSyncDoneAt: null,
  reasons: {},
  run,
};

const model = syncModel("customers", {
  form,
  progress: { connected: true, objects: { customers } },
});

function render(
  patch: Partial<SyncModel> = {},
  props: {
    form?: SyncForm;
    problem?: Problem;
    faults?: Partial<FormFaults>;
    language?: "en" | "de";
    tab?: EditorTab;
  } = {},
) {
  const none = () => undefined;
  return renderScreen(
    <SyncScreen
      model={{ ...model, ...patch }}
      form={props.form ?? form}
      tab={props.tab ?? "configure"}
      samples={[]}
      faults={{ ...noFaults, ...props.faults }}
      problem={props.problem ?? null}
      busy={false}
      dirty={false}
      open={null}
      onOpen={none}
      onSave={none}
      onTab={none}
      onChange={none}
      onAsk={none}
      onAskForOrders={none}
    />,
    props.language,
  );
}

/** Another object's screen, with the choices that it has. */
function renderObject(object: MainObjectKey, patch: Partial<SyncModel> = {}, props: Parameters<typeof render>[1] = {}) {
  const progress = { connected: true, objects: { [object]: customers } };
  const shown = syncModel(object, { progress, ...patch });
  return render(shown, { form: shown.form, ...props });
}

test("without a connection the first step is to connect", () => {
  const screen = render({ connection: "none" });

  expect(wordsOf(screen)).toContain("Connect HubSpot first");
  expect(screen.querySelectorAll("input")).toEqual([]);
});

test("a first sync that cannot be counted yet says what it does", () => {
  const screen = render();

  expect(wordsOf(screen)).toContain("Looking through your HubSpot contacts");
  expect(wordsOf(screen)).toContain("Counting…");
  expect(wordsOf(screen)).not.toMatch(/About .* left/);
});

test("a failed first sync says so in words", () => {
  const failed = { ...customers, run: { ...run, status: "failed", error: "bulk_result_gone" } as const };
  const screen = render({ progress: { connected: true, objects: { customers: failed } } });

  expect(wordsOf(screen)).toContain("The first sync stopped");
  expect(wordsOf(screen)).toContain("Shopify could not prepare your customers.");
});

test("updating only is preselected, and creating comes with a warning", () => {
  const warning = "Leads and newsletter contacts in HubSpot will become customers";

  expect(render().querySelector("input[name=createInShopify][checked]")?.getAttribute("value")).toBe("update");
  expect(wordsOf(render())).not.toContain(warning);
  expect(wordsOf(render({}, { form: { ...form, createInShopify: true } }))).toContain(warning);
});

test("one way only hides the choices that have no meaning then", () => {
  const screen = render({}, { form: { ...form, direction: "to_hubspot" } });

  expect(screen.querySelectorAll("input[name=winner]")).toEqual([]);
  expect(screen.querySelectorAll("input[name=createInShopify]")).toEqual([]);
  expect(wordsOf(screen)).toContain("HubSpot changes nothing in your shop.");
});

test("a paused sync is called paused, and what the server refused stands on the page", () => {
  const off = { ...customers, enabled: false, run: null };
  const screen = render(
    { startedBefore: true, progress: { connected: true, objects: { customers: off } } },
    { problem: { kind: "failure", code: "not_connected" } },
  );

  expect(wordsOf(screen)).toContain("Paused");
  expect(wordsOf(screen)).toContain("HubSpot is no longer connected.");
});

test("there is one heading of the first level", () => {
  expect(
    render()
      .querySelectorAll("h1")
      .map((heading) => heading.text),
  ).toEqual(["Customer sync"]);
});

test.each(mainObjectKeys)("the sync of %s has all its words in both languages, under its own title", (object) => {
  const audit = { at: "2026-11-21T11:00:00Z", processed: 1, drift: [{ field: "_missing", count: 1 }] };

  for (const language of ["en", "de"] as const) {
    const screen = renderObject(object, { audit, historyFrom: "2026-01-01T00:00:00Z" }, { language });
    expect(screen.querySelectorAll("h1")).toHaveLength(1);
    expect(wordsOf(screen)).not.toMatch(/\{\{|undefined/);
    if (language === "en" && object !== "customers") expect(wordsOf(screen)).not.toMatch(/customers/);
  }
});

test("orders go one way, so there is nothing to choose but the history", () => {
  const screen = renderObject("orders");

  expect(screen.querySelectorAll("input[name=direction]")).toEqual([]);
  expect(screen.querySelectorAll("input[name=createInShopify]")).toEqual([]);
  expect(screen.querySelectorAll("input[name=history]").map((input) => input.getAttribute("value"))).toEqual([
    "all",
    "days",
    "now",
  ]);
  expect(wordsOf(screen)).toContain("Bring Shopify orders to HubSpot");
  expect(wordsOf(screen)).toContain("An order that is deleted in Shopify is shown as cancelled in HubSpot.");
});

test("a history that was chosen before is offered as it stands, and a wrong number of days is said at the field", () => {
  const kept = renderObject("orders", { historyFrom: "2026-01-01T12:00:00Z" });
  const days = { ...form, direction: "to_hubspot", history: "days", historyDays: "0" } as const;
  const wrong = renderObject("orders", {}, { form: days, faults: { fields: ["historyDays"] } });

  expect(wordsOf(kept)).toContain("Those created since Jan 1, 2026");
  expect(wordsOf(wrong)).toContain("Enter a whole number from 1 to 3650.");
});

test("an object's own switches stand in its form", () => {
  expect(wordsOf(renderObject("companies"))).toContain("Sync company locations too");
  expect(wordsOf(renderObject("products"))).toContain("One HubSpot product per Shopify product");
});

test("companies cannot be switched on where the shop has none, and it says why", () => {
  const progress = { connected: true, objects: {} };
  const off = { ...form, enabled: false };
  const screen = renderObject("companies", { obstacles: [{ kind: "no_b2b" }], progress }, { form: off });

  expect(screen.querySelector("input[name=enabled]")?.getAttribute("disabled")).not.toBeUndefined();
  expect(wordsOf(screen)).toContain("Turn on B2B in Shopify and open this page again.");
});

test("what the portal did not grant is named in words with the way to grant it", () => {
  const scopes = ["crm.objects.orders.write"];
  const screen = renderObject("orders", { obstacles: [{ kind: "hubspot_scopes", scopes }] });

  expect(wordsOf(screen)).toContain("HubSpot permissions are missing for orders");
  expect(wordsOf(screen)).toContain("Create and update orders");
  expect(screen.querySelectorAll("a").map((link) => link.getAttribute("href"))).toContain("/app/connection");
});

test("orders that Shopify hides are told, with a button to allow them", () => {
  const screen = renderObject("orders", { obstacles: [{ kind: "recent_orders_only" }] });

  expect(wordsOf(screen)).toContain("Only orders of the last 60 days");
  expect(screen.querySelectorAll("button").map(({ text }) => text)).toContain("Allow access to all orders");
});

test("the last comparison says when it was and what differed, most frequent first", () => {
  const drift = [
    { field: "tags", count: 12 },
    { field: "_deleted", count: 1 },
  ];
  const screen = render({ audit: { at: "2026-11-21T11:00:00Z", processed: 2000, drift } });

  expect(wordsOf(screen)).toMatch(/2,000 records compared 1 hour ago.*Tags12 Deleted on the other side1/);
  expect(wordsOf(render({ audit: { at: "2026-11-21T11:00:00Z", processed: 1, drift: [] } }))).toContain(
    "Both sides agreed in every field.",
  );
});

test("a comparison that is under way is called one", () => {
  const audited = { ...customers, firstSyncDoneAt: "2026-11-20T12:00:00Z", run: { ...run, kind: "audit" } as const };

  expect(wordsOf(render({ progress: { connected: true, objects: { customers: audited } } }))).toContain(
    "Comparing both sides: Customers",
  );
});
