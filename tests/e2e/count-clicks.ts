import type { BrowserContext } from "@playwright/test";

/** Counts what a person presses with the mouse, in every tab and frame of the browser, whoever's page it is. */
export async function countClicks(context: BrowserContext): Promise<() => number> {
  let clicks = 0;
  await context.exposeBinding("tandemCountsClick", () => {
    clicks += 1;
  });
  // A press, not a click: a label's click is followed by one of its box, which nobody made.
  await context.addInitScript(() => {
    const counter = window as unknown as { tandemCountsClick: () => void };
    addEventListener("pointerdown", (event) => event.isTrusted && counter.tandemCountsClick(), { capture: true });
  });
  return () => clicks;
}
