import type { Progress } from "#sandbox/play-merchant.ts";
import { waitFor } from "../serve/wait-for.ts";
import type { Stack } from "../start-stack.ts";
import { allObjects } from "./play.ts";
import type { DemoReport } from "./report.ts";
import { objectReport } from "./report.ts";

/**
 * Puts the product's own states beside what each vendor counts. Requests are read first, so that counting is not counted.
 * `seconds` is the time from the install to the end of the watch.
 */
export async function measure(stack: Stack, progress: Progress, seconds: number): Promise<DemoReport> {
  const { sandbox } = stack;
  const requests = await sandbox.requestTotals();
  const objects: DemoReport["objects"] = {};
  for (const object of allObjects) {
    const state = progress.objects[object];
    const shopify = await sandbox.countShopify(object);
    let hubspot = 0;
    // HubSpot's search, by which an unknown portal is counted, lags behind its writes.
    await waitFor(`HubSpot to count ${object}`, 20_000, async () => {
      hubspot = await sandbox.countHubspot(object);
      return hubspot >= (state?.inSync ?? 0);
    }).catch((error: Error) => void process.stderr.write(`${error.message}\n`));
    objects[object] = objectReport(state, { shopify, hubspot });
  }
  return {
    objects,
    seconds: Math.round(seconds * 10) / 10,
    requests,
    problems: sandbox.problems,
    urls: { ...sandbox.urls, hubspotWebhook: `${sandbox.origins.app}/webhooks/hubspot` },
    tokens: await sandbox.credentials(),
  };
}
