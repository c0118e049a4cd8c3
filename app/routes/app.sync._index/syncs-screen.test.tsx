import { expect, test } from "vitest";
import type { ObjectProgress } from "#app/components/progress.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { SyncRow, SyncsModel } from "./syncs-model.ts";
import { SyncsScreen } from "./syncs-screen.tsx";

const orders: ObjectProgress = {
  enabled: true,
  inShopify: 1200,
  inHubspot: 1190,
  inSync: 1188,
  excluded: 10,
  failing: 2,
  pending: 0,
  lastSettledAt: "2026-11-21T11:55:00Z",
  firstSyncDoneAt: "2026-11-20T11:55:00Z",
  reasons: {},
  run: null,
};

const rows: readonly SyncRow[] = mainObjectKeys.map((object) => ({
  object,
  direction: object === "orders" || object === "carts" ? "to_hubspot" : "both",
  isSetUp: object === "orders",
  startedBefore: object === "orders",
  obstacles: [],
  checkedAt: null,
  nextAuditAt: object === "orders" ? "2026-11-22T06:00:00Z" : null,
}));

function render(patch: Partial<SyncsModel> = {}, language: "en" | "de" = "en") {
  const progress = { connected: true, objects: { orders } };
  return renderScreen(
    <SyncsScreen
      model={{ connection: "connected", rows, progress, ...patch }}
      busy={null}
      failure={null}
      onDo={() => undefined}
      onStart={() => undefined}
    />,
    language,
  );
}

test("all objects stand in the list, each with the way to its choices", () => {
  for (const language of ["en", "de"] as const) {
    const screen = render({}, language);
    expect(screen.querySelectorAll("h2")).toHaveLength(5);
    expect(wordsOf(screen)).not.toContain("{{");
    const links = screen.querySelectorAll("a").map((link) => link.getAttribute("href"));
    expect(links).toEqual(expect.arrayContaining(mainObjectKeys.map((object) => `/app/sync/${object}`)));
  }
});

test("one that syncs shows direction, both sides' counts, what fails and how fresh it is", () => {
  const screen = render();

  expect(wordsOf(screen)).toContain("Shopify orders to HubSpot orders, one way");
  expect(wordsOf(screen)).toContain("1,200 in Shopify, 1,190 in HubSpot");
  expect(wordsOf(screen)).toContain("1,188 in sync, 10 excluded, 2 failing, 0 waiting");
  expect(wordsOf(screen)).toContain("Last synced 5 minutes ago");
  expect(screen.querySelectorAll("a").map((link) => link.getAttribute("href"))).toContain(
    "/app/records?object=orders&status=failing",
  );
});

test("what could not be done is said aloud on its card", () => {
  const progress = { connected: true, objects: { orders } };
  const screen = renderScreen(
    <SyncsScreen
      model={{ connection: "connected", rows, progress }}
      busy={null}
      failure={{ ok: false, object: "orders", code: "not_connected" }}
      onDo={() => undefined}
      onStart={() => undefined}
    />,
  );

  expect(screen.querySelectorAll("[role='alert']").filter((alert) => alert.text !== "")).toHaveLength(1);
});

test("companies of a shop without B2B are shown as not available, with the reason", () => {
  const barred = rows.map((row) =>
    row.object === "companies" ? { ...row, obstacles: [{ kind: "no_b2b" } as const] } : row,
  );
  const screen = render({ rows: barred });

  expect(wordsOf(screen)).toContain("Companies Not available");
  expect(wordsOf(screen)).toContain("Your shop has no companies");
});

test("without a connection the first step is to connect", () => {
  const screen = render({ connection: "none" });

  expect(wordsOf(screen)).toContain("Connect HubSpot first");
  expect(screen.querySelectorAll("h2")).not.toHaveLength(5);
});

test("a sync that is on can be run now, says when it looks next, and can be turned off or deleted behind one button", () => {
  const screen = render();

  const labels = screen.querySelectorAll("button[aria-label]").map((button) => button.getAttribute("aria-label"));
  expect(labels).toEqual(["Sync now: Orders", "More for Orders"]);
  expect(wordsOf(screen)).toMatch(/Everything is compared next on Nov 22, 2026/);
});

test("one that is off can be turned on again without opening its settings", () => {
  const progress = { connected: true, objects: { orders: { ...orders, enabled: false } } };
  const screen = render({ progress });

  const labels = screen.querySelectorAll("button[aria-label]").map((button) => button.getAttribute("aria-label"));
  expect(labels).toEqual(["Turn on: Orders", "More for Orders"]);
});

test.each(["en", "de"] as const)(
  "with nothing set up all objects are offered at once, those that cannot run apart (%s)",
  (language) => {
    const fresh = rows.map((row) => ({
      ...row,
      isSetUp: false,
      obstacles: row.object === "companies" ? [{ kind: "no_b2b" } as const] : [],
    }));
    const screen = render({ rows: fresh, progress: { connected: true, objects: {} } }, language);

    const boxes = screen.querySelectorAll("input[type=checkbox]");
    expect(boxes.map((box) => [box.hasAttribute("checked"), box.hasAttribute("disabled")])).toEqual([
      [true, false],
      [false, true],
      ...[
        [true, false],
        [true, false],
        [true, false],
      ],
    ]);
    expect(screen.querySelectorAll("button.Polaris-Button--variantPrimary")).toHaveLength(1);
  },
);
