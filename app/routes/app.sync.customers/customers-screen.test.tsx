import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { CustomersModel } from "./customers-model.ts";
import { CustomersScreen } from "./customers-screen.tsx";
import type { SyncForm } from "./sync-form.ts";

const form: SyncForm = {
  enabled: true,
  direction: "both",
  winner: "shopify",
  createInShopify: false,
  consentFromHubspot: false,
  onlyWithEmail: true,
};

const run = {
  id: "1",
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
  inSync: 0,
  excluded: 0,
  failing: 0,
  pending: 0,
  lastSettledAt: null,
  firstSyncDoneAt: null,
  reasons: {},
  run,
};

const model: CustomersModel = {
  connection: "connected",
  form,
  progress: { connected: true, objects: { customers } },
  fields: [
    { shopify: "email", hubspot: "email", direction: "both", ours: false },
    { shopify: "tags", hubspot: "tandem_tags", direction: "to_hubspot", ours: true },
  ],
  startedBefore: false,
};

function render(patch: Partial<CustomersModel> = {}, props: { form?: SyncForm; failure?: string } = {}) {
  const none = () => undefined;
  return renderScreen(
    <CustomersScreen
      model={{ ...model, ...patch }}
      form={props.form ?? form}
      samples={[]}
      wrong={[]}
      failure={props.failure ?? null}
      busy={false}
      onChange={none}
      onResync={none}
      onPause={none}
    />,
  );
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
    { failure: "not_connected" },
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
