import { expect, test } from "vitest";
import type { ObjectProgress, RunProgress } from "#app/components/progress.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { EmbedStatus, HomeModel } from "./home-model.ts";
import { canDismissGuide, guideState } from "./home-model.ts";
import { HomeScreen } from "./home-screen.tsx";

const connection = {
  portalId: "4242424",
  hubDomain: "demo-portal.hubspot.com",
  status: "connected",
  hubspotUrl: "https://app.hubspot.com/contacts/4242424/",
} as const;

const run: RunProgress = {
  id: "1",
  kind: "backfill",
  phase: "read_bulk",
  status: "running",
  processed: 1200,
  total: 5000,
  created: 1100,
  updated: 60,
  startedAt: "2026-11-21T11:59:00Z",
  finishedAt: null,
  error: null,
};

const customers: ObjectProgress = {
  enabled: true,
  inShopify: 1410,
  inHubspot: 1399,
  inSync: 1398,
  excluded: 12,
  failing: 0,
  pending: 3,
  lastSettledAt: "2026-11-21T11:55:00Z",
  firstSyncDoneAt: null,
  reasons: {},
  run: null,
};

const empty: HomeModel = {
  connection: null,
  objects: {},
  guideDismissed: false,
  activity: [],
  obstacles: {},
  drifted: {},
  fights: {},
  themeEditorUrl: "https://admin.shopify.com/store/demo-shop/themes/current/editor",
};

function render(model: Partial<HomeModel>, embed: EmbedStatus = "off") {
  return renderScreen(
    <HomeScreen model={{ ...empty, ...model }} embed={embed} samples={[]} onGuide={() => undefined} />,
  );
}

test("a shop that was just installed is led to connecting HubSpot first", () => {
  const screen = render({});

  expect(wordsOf(screen)).toContain("0 of 3 steps done");
  const primary = screen.querySelectorAll("a.Polaris-Button--variantPrimary");
  expect(primary.map((link) => [link.text, link.getAttribute("href")])).toEqual([
    ["Connect HubSpot", "/app/connection"],
  ]);
  expect(wordsOf(screen)).not.toContain("Dismiss");
});

test("once connected the next step is turning the sync on", () => {
  const screen = render({ connection });

  expect(screen.querySelector("a.Polaris-Button--variantPrimary")?.getAttribute("href")).toBe("/app/sync");
  expect(wordsOf(screen)).toContain("demo-portal.hubspot.com");
});

test("the guide can go when HubSpot is connected and the sync is on, with the storefront or without", () => {
  const model: HomeModel = { ...empty, connection, objects: { customers } };

  expect(canDismissGuide(guideState(model, "off"))).toBe(true);
  expect(canDismissGuide(guideState({ ...model, objects: {} }, "on"))).toBe(false);
  expect(guideState({ ...model, connection: { ...connection, status: "reconnect" } }, "on").connect).toBe(false);
  expect(render(model).querySelector("button[aria-label='Dismiss the set-up guide']")).not.toBeNull();
});

test("every object stands on the page: those that sync with their numbers, the others with the way to them", () => {
  const orders = { ...customers, inSync: 77, inShopify: 80 };
  const screen = render({ connection, objects: { customers, orders } });

  expect(screen.querySelectorAll("h2").map(({ text }) => text)).toEqual(
    expect.arrayContaining(["Customers", "Orders", "Not syncing yet"]),
  );
  expect(wordsOf(screen)).toContain("1,410 in Shopify, 1,399 in HubSpot");
  const links = screen.querySelectorAll("a").map((link) => link.getAttribute("href"));
  expect(links).toEqual(
    expect.arrayContaining(["/app/sync/companies", "/app/sync/products", "/app/sync/carts", "/app/sync/orders"]),
  );
});

test("with the guide dismissed the page still says how the sync stands", () => {
  const screen = render({ connection, objects: { customers }, guideDismissed: true }, "on");

  expect(wordsOf(screen)).not.toContain("Set up Tandem");
  expect(wordsOf(screen)).toContain("1,398");
  expect(wordsOf(screen)).toContain("Last synced 5 minutes ago");
});

test("a running first sync shows how far it is, in words and in a bar", () => {
  const screen = render({ connection, objects: { customers: { ...customers, run } } });

  expect(wordsOf(screen)).toContain("1,200 of 5,000");
  expect(wordsOf(screen)).toContain("Matching and writing customers");
  const bars = screen.querySelectorAll("progress");
  expect(bars.map((bar) => Number(bar.getAttribute("value")))).toContain(24);
  expect(screen.querySelector("[aria-live=polite]")?.text).toBe("Matching and writing customers 20%");
});

test("failing records are counted and lead to their list", () => {
  const screen = render({ connection, objects: { customers: { ...customers, failing: 2 } }, guideDismissed: true });

  expect(wordsOf(screen)).toContain("2 records need your attention.");
  const links = screen.querySelectorAll("a").map((link) => link.getAttribute("href"));
  expect(links).toContain("/app/records?object=customers&status=failing");
});

test("a portal that refuses access asks to reconnect", () => {
  const screen = render({ connection: { ...connection, status: "reconnect" }, objects: { customers } });

  expect(wordsOf(screen)).toContain("HubSpot needs to be connected again");
  expect(screen.querySelectorAll("a").map((link) => link.text)).toContain("Reconnect HubSpot");
  expect(wordsOf(screen)).not.toContain("Everything is in order");
});

test("a shop that disconnected after setting up is told so", () => {
  const screen = render({ guideDismissed: true });

  expect(wordsOf(screen)).toContain("Connect HubSpot to start syncing");
});

test.each(["en", "de"] as const)(
  "when all is well it says so and nothing is red, with the last things that happened (%s)",
  (language) => {
    const done = { ...customers, firstSyncDoneAt: "2026-11-20T00:00:00Z" };
    const entry = {
      id: "1",
      kind: "sync.enabled",
      actor: "you",
      object: "customers",
      details: {},
      at: done.lastSettledAt ?? "",
    } as const;
    const model = { ...empty, connection, objects: { customers: done }, guideDismissed: true, activity: [entry] };
    const screen = renderScreen(
      <HomeScreen model={model} embed="on" samples={[]} onGuide={() => undefined} />,
      language,
    );

    expect(wordsOf(screen)).toMatch(/Everything is in order|Alles in Ordnung/);
    expect(wordsOf(screen)).toMatch(/Sync turned on: Customers|Abgleich eingeschaltet: Kunden/);
    expect(screen.toString()).not.toMatch(/toneCritical|critical/i);
    expect(screen.querySelectorAll("a").map((link) => link.getAttribute("href"))).toContain("/app/activity");
  },
);

test("a guide that was dismissed can be shown again", () => {
  const screen = render({ connection, objects: { customers }, guideDismissed: true });

  expect(wordsOf(screen)).toContain("Show set-up guide");
});
