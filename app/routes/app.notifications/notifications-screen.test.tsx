import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { NotificationsAnswer, NotificationsModel } from "./notifications-model.ts";
import { NotificationsScreen } from "./notifications-screen.tsx";

const wishes = { broken: true, failing: true, firstSync: false } as const;
const form = { ...wishes, thresholdUnit: "records", threshold: "10", language: "en" } as const;
const recipient = { id: "1", address: "ann@example.com", state: "confirmed", undelivered: false } as const;
const model: NotificationsModel = { available: true, form, recipients: [recipient] };
const nothing = () => undefined;

const render = (shown: NotificationsModel, answer: NotificationsAnswer | null = null) =>
  renderScreen(
    <NotificationsScreen
      {...{ onChange: nothing, onAdd: nothing, onRemove: nothing, onTest: nothing }}
      {...{ model: shown, form: shown.form, answer, busy: false }}
    />,
  );
const testButton = (screen: ReturnType<typeof render>) => screen.querySelector("#test-mail");

test("without a mail server the screen says that the operator has to set one up, and offers nothing", () => {
  const screen = render({ ...model, available: false });

  expect(wordsOf(screen)).toContain("E-mail is not set up");
  expect(screen.querySelectorAll("input")).toHaveLength(0);
});

test("with nobody to tell it says the first step, and there is nothing to try", () => {
  const screen = render({ ...model, recipients: [] });

  expect(wordsOf(screen)).toContain("Nobody is told yet");
  expect(testButton(screen)?.getAttribute("aria-disabled")).toBe("true");
});

test("each recipient shows whether they agreed, and what to do when not", () => {
  const recipients = [
    recipient,
    { ...recipient, id: "2", state: "asked" },
    { ...recipient, id: "3", state: "stopped" },
    { ...recipient, id: "4", undelivered: true },
  ] as const;

  const words = render({ ...model, recipients })
    .querySelectorAll("li.plain-item")
    .map(wordsOf);

  expect(words[0]).toMatch(/Confirmed/);
  expect(words[1]).toMatch(/Waiting for confirmation.*opens the link/);
  expect(words[2]).toMatch(/Stopped.*Remove and add/);
  expect(words[3]).toMatch(/Not delivered/);
  expect(testButton(render({ ...model, recipients }))?.getAttribute("aria-disabled")).toBe("false");
});

test("a wrong address or number is told beside its field, and what was typed stays", () => {
  const address = render(model, { done: "failed", field: "address", code: "no_address" });
  const threshold = render(
    { ...model, form: { ...form, threshold: "many" } },
    {
      ...{ done: "failed", field: "threshold", code: "no_number" },
    },
  );

  expect(address.querySelector(".Polaris-InlineError")?.text).toContain("name@example.com");
  expect(threshold.querySelector(".Polaris-InlineError")?.text).toContain("whole number");
  expect(threshold.querySelector("input[value='many']")).not.toBeNull();
});
