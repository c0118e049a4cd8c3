import type { Merchant, Progress } from "#sandbox/play-merchant.ts";
import { waitFor } from "../serve/wait-for.ts";

const steps = {
  install: "Installing Tandem in the shop",
  connect: "Connecting HubSpot",
  turnOn: "Turning on the customer sync",
} as const;

/** Plays the merchant's first visit: install, connect, turn the sync on. Says each step; throws with the page's words when one fails. */
export async function setUp(merchant: Merchant, say: (text: string) => void): Promise<void> {
  say(steps.install);
  await merchant.install();
  say(steps.connect);
  await merchant.connectHubspot();
  say(steps.turnOn);
  await merchant.saveSync("customers", {
    enabled: "on",
    direction: "both",
    winner: "shopify",
    onlyWithEmail: "on",
    intent: "save",
  });
}

/**
 * Watches until everything is in step: the first syncs are through, no change waits, and it has stayed so for a second.
 * @throws after `withinMs`, with where it stood, or at once when a first sync failed.
 */
export async function watchUntilInStep(
  merchant: Merchant,
  draw: (progress: Progress) => void,
  isQuiet: () => Promise<boolean>,
  withinMs: number,
): Promise<Progress> {
  let progress = await merchant.readProgress();
  let quietSince = Number.POSITIVE_INFINITY;
  await waitFor(
    "both sides to be in step",
    withinMs,
    async () => {
      progress = await merchant.readProgress();
      draw(progress);
      const states = Object.values(progress.objects);
      const failed = states.find((state) => state.run?.status === "failed");
      if (failed) throw new Error(`The first sync failed: ${failed.run?.error ?? "no reason was given"}.`);
      const through = states
        .filter((state) => state.enabled)
        .every((state) => state.run?.status === "done" && state.pending === 0);
      quietSince = through && (await isQuiet()) ? Math.min(quietSince, Date.now()) : Number.POSITIVE_INFINITY;
      return Date.now() - quietSince >= 1000;
    },
    250,
  );
  return progress;
}
