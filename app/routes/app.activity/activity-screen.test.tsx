import { expect, test } from "vitest";
import type { ActivityEntry } from "#app/components/activity.ts";
import { activityGroups } from "#app/components/activity.ts";
import type { ObjectProgress } from "#app/components/progress.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { ActivityModel } from "./activity-model.ts";
import { readQuery, toSearch } from "./activity-model.ts";
import { ActivityScreen } from "./activity-screen.tsx";

const kinds = Object.values(activityGroups).flat();
const details = {
  object: "orders",
  processed: 1200,
  runKind: "audit",
  drifted: 1,
  count: 0,
  portalId: "4242424",
  store: "b.myshopify.com",
};
const entries: readonly ActivityEntry[] = kinds.map((kind, index) => ({
  ...{ id: String(100 - index), kind, actor: "app", object: "orders", details },
  at: "2026-11-21T11:55:00Z",
}));

const empty: ActivityModel = {
  ...{ connected: true, entries: [], next: null, paged: false, drift: [] },
  query: { object: "", group: "", who: "", from: "", to: "" },
  progress: { connected: true, objects: {} },
};

const running: ObjectProgress = {
  ...{ enabled: true, inShopify: 0, inHubspot: 0, inSync: 0, excluded: 0, failing: 0, pending: 0 },
  ...{ lastSettledAt: null, firstSyncDoneAt: null, reasons: {} },
  run: {
    ...{ id: "7", kind: "backfill", phase: "read_bulk", status: "running", processed: 1200, total: 5000 },
    ...{ created: 0, updated: 0, startedAt: "2026-11-21T11:00:00Z", finishedAt: null, pausedAt: null, error: null },
  },
};

const render = (patch: Partial<ActivityModel>, language: "en" | "de" = "en") =>
  renderScreen(
    <ActivityScreen
      model={{ ...empty, ...patch }}
      busy={false}
      onFilter={() => undefined}
      onFirst={() => undefined}
      onNext={() => undefined}
      onChange={() => undefined}
    />,
    language,
  );

test.each(["en", "de"] as const)("every kind of activity is told in a sentence of its own (%s)", (language) => {
  const screen = render({ entries }, language);

  const said = screen.querySelectorAll(".activity-list li").map((item) => wordsOf(item));
  expect(said).toHaveLength(kinds.length);
  expect(new Set(said).size).toBe(kinds.length);
  expect(said.join(" ")).not.toMatch(/\{\{|Something else happened|Etwas anderes/);
});

test("who did it is told honestly: the one who looks, someone else, or the app", () => {
  const actors = ["you", "person", "app"] as const;
  const screen = render({
    entries: actors.map((actor, id) => ({ ...(entries[0] as ActivityEntry), id: String(id), actor })),
  });

  const words = screen.querySelectorAll(".activity-list li").map((item) => wordsOf(item));
  expect(words.map((text, index) => text.includes(["You", "Someone on your staff", "Tandem"][index] ?? ""))).toEqual([
    ...[true, true, true],
  ]);
});

test("a run that is under way can be paused or cancelled, a paused one resumed", () => {
  const labels = (screen: ReturnType<typeof render>) =>
    screen.querySelectorAll("button[aria-label]").map((button) => button.getAttribute("aria-label"));

  const going = render({ progress: { connected: true, objects: { orders: running } } });
  const paused = { ...running, run: running.run && { ...running.run, pausedAt: "2026-11-21T11:50:00Z" } };
  const waiting = render({ progress: { connected: true, objects: { orders: paused } } });

  expect(wordsOf(going)).toContain("1,200 of 5,000");
  expect(labels(going)).toEqual(["Pause: First sync: Orders", "Cancel: First sync: Orders"]);
  expect(labels(waiting)).toEqual(["Resume: First sync: Orders", "Cancel: First sync: Orders"]);
  expect(wordsOf(waiting)).toContain("Paused 10 minutes ago");
});

test("what comparisons found stands by object and field, whole records in words", () => {
  const fields = [
    { field: "their_own", count: 5 },
    { field: "_missing", count: 1 },
  ];
  const drift = [{ object: "customers", at: "2026-11-21T11:00:00Z", processed: 4000, fields }];
  const screen = render({ drift });

  expect(wordsOf(screen)).toContain("Customers 4,000 records compared 1 hour ago");
  expect(wordsOf(screen)).toContain("their_own: 5 records");
  expect(wordsOf(screen)).toContain("Missing on the other side: 1 record");
});

test("nothing yet and nothing that fits are told apart, each with what to do", () => {
  expect(wordsOf(render({}))).toContain("Nothing has happened yet");
  expect(wordsOf(render({ query: { ...empty.query, who: "app" } }))).toContain("Nothing fits these filters");
  expect(wordsOf(render({ connected: false }))).not.toContain("Under way");
});

test("an address names the filter and back, and what it names wrongly narrows nothing", () => {
  const query = { object: "orders", group: "audits", who: "app", from: "2026-11-01", to: "2026-11-21" } as const;

  expect(readQuery(toSearch(query))).toEqual(query);
  const wrong = new URLSearchParams({
    object: "x",
    group: "__proto__",
    who: "me",
    from: "2026-13-01",
    to: "yesterday",
  });
  expect(readQuery(wrong)).toEqual(empty.query);
  expect(toSearch(empty.query, "17").toString()).toBe("after=17");
});

test.each(["0002-03-04", "0202-03-04", "1999-12-31", "2101-01-01", "2026-02-30", "2026-3-4"])(
  "an address that asks for the day %s asks for none",
  (day) => {
    expect(readQuery(new URLSearchParams({ from: day, to: day }))).toEqual(empty.query);
  },
);
