import { expect, test } from "vitest";
import type { ObjectProgress, RunProgress } from "#app/components/progress.ts";
import { findAttention } from "./attention.ts";
import type { HomeModel } from "./home-model.ts";

const run: RunProgress = {
  ...{
    id: "1",
    kind: "backfill",
    phase: "read_bulk",
    status: "running",
    processed: 1,
    total: 2,
    created: 0,
    updated: 0,
  },
  ...{ startedAt: "2026-11-21T11:59:00Z", finishedAt: null, pausedAt: null, error: null },
};

const well: ObjectProgress = {
  ...{ enabled: true, inShopify: 3, inHubspot: 3, inSync: 3, excluded: 0, failing: 0, pending: 0 },
  ...{ lastSettledAt: "2026-11-21T11:55:00Z", firstSyncDoneAt: "2026-11-20T00:00:00Z", reasons: {}, run: null },
};

function modelOf(objects: Record<string, Partial<ObjectProgress>>, more: Partial<HomeModel> = {}): HomeModel {
  return {
    connection: { portalId: "1", hubDomain: null, status: "connected", hubspotUrl: "https://app.hubspot.com" },
    objects: Object.fromEntries(Object.entries(objects).map(([key, patch]) => [key, { ...well, ...patch }])),
    ...{ guideDismissed: true, themeEditorUrl: "", activity: [], obstacles: {}, drifted: {}, fights: {} },
    ...more,
  };
}

const kinds = (model: HomeModel) => findAttention(model).map(({ kind, object }) => `${kind} ${object}`);

test("when all is well nothing needs anybody, a run that is under way included", () => {
  expect(findAttention(modelOf({ customers: {}, orders: { run } }))).toEqual([]);
});

test("what is gravest comes first, whichever object it is of", () => {
  const model = modelOf(
    {
      customers: { failing: 3, failingReasons: { email_taken: 3 } },
      products: { enabled: false },
      orders: { run: { ...run, status: "failed", error: "bulk_failed" } },
      carts: { run: { ...run, pausedAt: "2026-11-21T11:59:30Z" } },
    },
    {
      connection: { portalId: "1", hubDomain: null, status: "reconnect", hubspotUrl: "" },
      obstacles: { customers: [{ kind: "hubspot_scopes", scopes: ["x"] }] },
      drifted: { customers: 4 },
      fights: { customers: 1 },
    },
  );

  expect(kinds(model)).toEqual([
    "reconnect null",
    "run_failed orders",
    "failing customers",
    "fight customers",
    "scopes customers",
    "run_paused carts",
    "turned_off products",
    "drift customers",
  ]);
});

test("failing records are counted with their most frequent reason, and lead to their list", () => {
  const failingReasons = { email_taken: 2, invalid_value: 5, portal_rule: 6 };
  const [item] = findAttention(
    modelOf({ customers: { failing: 13, failingReasons, reasons: { no_email: 99 } } }, { fights: { customers: 6 } }),
  );

  expect(item).toEqual({
    ...{ kind: "failing", tone: "critical", object: "customers", count: 7, reason: "invalid_value" },
    url: "/app/health?object=customers",
  });
});

test("a first sync that was cancelled is remembered, a later run that was is not", () => {
  const cancelled = { ...run, status: "cancelled" } as const;

  expect(kinds(modelOf({ customers: { run: cancelled, firstSyncDoneAt: null } }))).toEqual(["not_begun customers"]);
  expect(kinds(modelOf({ customers: { run: cancelled } }))).toEqual([]);
});

test("a sync that was never on is no concern when it is off", () => {
  expect(kinds(modelOf({ customers: { enabled: false, firstSyncDoneAt: null } }))).toEqual([]);
});
