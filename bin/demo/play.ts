import type { Merchant, Progress } from "#sandbox/play-merchant.ts";
import { waitFor } from "../serve/wait-for.ts";

/** Everything that can be kept in step, in the order in which the parts depend on each other. */
export const allObjects = ["customers", "companies", "products", "orders", "carts"] as const;
export type DemoObject = (typeof allObjects)[number];

/**
 * Plays the merchant's first visit: install, connect, turn syncs on. Objects that the shop lacks stay off. Says each step; throws with the
 * page's words when one fails.
 */
export async function setUp(
  merchant: Merchant,
  say: (text: string) => void,
  objects: readonly DemoObject[] = ["customers"],
): Promise<void> {
  say("Installing Tandem in the shop");
  await merchant.install();
  say("Connecting HubSpot");
  await merchant.connectHubspot();
  if (objects.includes("orders")) {
    say("Allowing Tandem to read orders of any age");
    await merchant.grantScopes(["read_all_orders"]);
  }
  const offered: DemoObject[] = [];
  for (const object of objects) {
    if (await merchant.canSync(object)) offered.push(object);
    else say(`This shop has no ${object}: their sync stays off`);
  }
  say(`Turning on the syncs of ${offered.join(", ")}`);
  await merchant.startSyncs(offered);
}

/**
 * Watches until everything is in step: the first syncs are through, no change and no association waits, and it has stayed so for a second.
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
      const states = Object.entries(progress.objects);
      const failed = states.find(([, { run }]) => run?.status === "failed");
      if (failed)
        throw new Error(`The first sync of ${failed[0]} failed: ${failed[1].run?.error ?? "no reason given"}.`);
      const through = states
        .filter(([, { enabled }]) => enabled)
        .every(([, { run, pending }]) => run?.status === "done" && pending === 0);
      quietSince = through && (await isQuiet()) ? Math.min(quietSince, Date.now()) : Number.POSITIVE_INFINITY;
      return Date.now() - quietSince >= 1000;
    },
    250,
  );
  return progress;
}
