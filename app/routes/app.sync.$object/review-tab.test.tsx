import { expect, test } from "vitest";
import type { OpenedSample } from "#app/services/open-review-sample.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { plainForm as form } from "#tests/support/sync-form.ts";
import { syncModel } from "#tests/support/sync-model.ts";
import { noFaults } from "./form-faults.ts";
import { SampleDetails } from "./review-sample-view.tsx";
import type { ReviewState, ShownReview } from "./review-state.ts";
import { ReviewPanel } from "./review-tab.tsx";
import type { SyncForm } from "./sync-form.ts";

const model = syncModel("customers", { form });

const done: ShownReview = {
  ...{ id: "r", status: "done", phase: "done", processed: 1200, total: 1200, error: null, form, winner: "hubspot" },
  counts: {
    ...{ create_hubspot: 1100, update: 40, to_hubspot: 30, to_shopify: 12, conflict: 7, "conflict:firstname": 7 },
    ...{ "exclude:no_email": 59, "exclude:limit_not_met:tags:contains": 3, "fail:ambiguous_match": 1, part_create: 2 },
    "exclude:limit_not_met:metafield:custom.tier:equals": 4,
  },
  samples: { create_hubspot: [{ side: "shopify", id: "71" }] },
  historyFrom: null,
  ...{ isCurrent: true, startedAt: "2026-11-21T11:00:00Z", finishedAt: "2026-11-21T11:05:00Z" },
};

interface Shown {
  state?: ReviewState | undefined;
  review?: Partial<ShownReview> | null;
  form?: SyncForm;
  savedFrom?: string;
  dirty?: boolean;
  refused?: string;
  language?: "en" | "de";
}

function render({ review, ...props }: Shown = {}) {
  const none = () => undefined;
  const shown: ReviewState = {
    connection: "connected",
    review: review === null ? null : { ...done, ...review },
  };
  return renderScreen(
    <ReviewPanel
      {...{
        object: "customers",
        model: { ...model, historyFrom: props.savedFrom ?? null },
        form: props.form ?? form,
        faults: noFaults,
        busy: false,
        asking: false,
      }}
      state={"state" in props ? props.state : shown}
      dirty={props.dirty ?? false}
      samples={[]}
      refused={props.refused ?? null}
      onChange={none}
      onSave={none}
      onStart={none}
      onCancel={none}
    />,
    props.language,
  );
}

const buttonOf = (screen: ReturnType<typeof render>, name: string) =>
  screen.querySelectorAll("button").find((button) => button.text.includes(name));

test("before a review there is the first step, and the settings may be saved all the same", () => {
  const screen = render({ review: null, dirty: true });

  expect(wordsOf(screen)).toContain("There is no dry run yet.");
  expect(buttonOf(screen, "Start the dry run")?.getAttribute("aria-disabled")).not.toBe("true");
  expect(buttonOf(screen, "Save and sync")?.getAttribute("aria-disabled")).not.toBe("true");
});

test("until the review is known its place is kept", () => {
  const screen = render({ state: undefined });

  expect(screen.querySelector(".Polaris-SkeletonBodyText")).not.toBeNull();
  expect(buttonOf(screen, "Start the dry run")).toBeUndefined();
});

test("a running review says how far it is, aloud too, and can be stopped", () => {
  const screen = render({ review: { status: "running", phase: "read_bulk", processed: 300, finishedAt: null } });

  expect(wordsOf(screen)).toContain("300 of 1,200");
  expect(screen.querySelector('[role="progressbar"], progress')).not.toBeNull();
  expect(screen.querySelector('[aria-live="polite"]')?.text).toContain("20%");
  expect(buttonOf(screen, "Stop")).toBeDefined();
});

test("a result tells what would be written where, who wins, what is left out by which condition and what needs somebody", () => {
  const words = wordsOf(render());

  for (const text of [
    ...["Created in HubSpot", "1,100", "Updated in Shopify", "12", "Records with a conflict", "HubSpot wins"],
    ...["First name: 7 records", "No email address", "59", "Condition: Tags must contain your value."],
    ...["What would need your attention", "Items created in HubSpot"],
  ])
    expect(words).toContain(text);
  expect(words).not.toContain("Created in Shopify");
});

test("a result of other settings than the page's, or of older ones, says so", () => {
  const others = wordsOf(render({ form: { ...form, winner: "hubspot" }, dirty: true }));
  const older = wordsOf(render({ review: { isCurrent: false } }));

  expect(others).toContain("This result is of other settings");
  expect(others).toContain("Which side wins");
  expect(older).toContain("Settings were saved since.");
});

test("a result is of the page's settings though the sync was turned on since, or the days that were tried were saved", () => {
  const days = { ...form, history: "days", historyDays: "30" } as const;
  const tried = { form: days, historyFrom: "2026-10-22T11:00:00.000Z" };
  const saved = { ...form, history: "kept" } as const;
  const saysOthers = (shown: Shown) => wordsOf(render(shown)).includes("This result is of other settings");

  expect(saysOthers({ review: { form: { ...form, enabled: false } }, dirty: true })).toBe(false);
  expect(saysOthers({ review: tried, form: days, dirty: true })).toBe(false);
  expect(saysOthers({ review: tried, form: saved, savedFrom: "2026-10-22T11:40:00.000Z" })).toBe(false);
  expect(saysOthers({ review: tried, form: saved, savedFrom: "2026-11-21T11:40:00.000Z" })).toBe(true);
  expect(saysOthers({ review: tried, form: { ...days, historyDays: "31" }, dirty: true })).toBe(true);
  expect(saysOthers({ review: tried, form, dirty: true })).toBe(true);
});

test.each([
  ["reconnect", "HubSpot has to be connected again"],
  ["paused", "HubSpot asked Tandem to wait."],
] as const)("while the portal is in the state %s no review can be started", (connection, text) => {
  const screen = render({ state: { connection, review: null } });

  expect(wordsOf(screen)).toContain(text);
  expect(buttonOf(screen, "Start the dry run")?.getAttribute("aria-disabled")).toBe("true");
});

test("a review that failed, was stopped or was refused says why and what to do", () => {
  expect(wordsOf(render({ review: { status: "failed", error: "bulk_failed" } }))).toContain(
    "Shopify could not prepare",
  );
  expect(wordsOf(render({ review: { status: "failed", error: "boom" } }))).toContain("nothing was written");
  expect(wordsOf(render({ review: { status: "cancelled" } }))).toContain("was stopped before its end");
  expect(wordsOf(render({ refused: "invalid" }))).toContain("Correct what is marked");
  expect(wordsOf(render({ review: { counts: {}, processed: 0, total: 0 } }))).toContain("There are no customers");
});

test("a sync that is off is turned on before it can be saved from here", () => {
  const screen = render({ form: { ...form, enabled: false }, dirty: true });

  expect(buttonOf(screen, "Turn on the sync")).toBeDefined();
  expect(buttonOf(screen, "Save and sync")?.getAttribute("aria-disabled")).toBe("true");
});

const sample: OpenedSample = {
  ...{ kind: "opened", shopifyId: "71", hubspotId: "91", plan: "update", reason: null },
  fields: [
    {
      ...{ shopify: "firstName", hubspot: "firstname", direction: "both", inShopify: "Ann", inHubspot: "Anna" },
      ...{ toShopify: "Anna", rule: "first_winner", skipped: null },
    },
    {
      ...{ shopify: "phone", hubspot: "phone", direction: "both", inShopify: "x", inHubspot: null },
      ...{ rule: "refused", skipped: "invalid_phone" },
    },
  ],
};

test("an example is shown side by side, with what is written, which rule decided and what stays out", () => {
  const words = wordsOf(renderScreen(<SampleDetails object="customers" sample={sample} />));

  for (const text of [
    "It would be updated.",
    "Ann",
    "Shopify becomes: Anna",
    "Conflict: your chosen side wins",
    "(blank)",
  ])
    expect(words).toContain(text);
});

test.each(["gone", "not_connected", "away", "missing_scope", "object_unavailable"] as const)(
  "an example that cannot be shown (%s) says why",
  (kind) => {
    const screen = renderScreen(<SampleDetails object="customers" sample={{ kind }} />);

    expect(wordsOf(screen).trim()).not.toBe("");
  },
);

test("all of it has German words", () => {
  const words = wordsOf(render({ language: "de" }));

  expect(words).toContain("Was geschehen würde");
});
