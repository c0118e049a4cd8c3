import { receiveHubspotWebhooks } from "#app/services/receive-hubspot-webhooks.ts";
import { receiveShopifyWebhook } from "#app/services/receive-shopify-webhook.ts";
import { signWebhook } from "#sandbox/hubspot/webhooks/sign-webhook.ts";
import type { DeliveryPlan } from "#tests/support/scenario-world.ts";
import { testEnv } from "../adapters/open-adapters.ts";
import type { CapturedWebhook } from "./capture-webhooks.ts";
import type { HttpStage } from "./http-stage.ts";

// The product refuses what was signed more than five minutes ago.
const SIGNATURE_MS = 4 * 60_000;

/** Hands the webhooks that wait to the product, as its routes do: some are lost, some come twice, and they come in any order. */
export async function deliverWebhooks(
  stage: HttpStage,
  receivers: ReturnType<HttpStage["receivers"]>,
  plan: DeliveryPlan,
): Promise<void> {
  await stage.catchWebhooks();
  const arrived = stage.webhooks.take().flatMap((webhook, index) => {
    // No sweep can tell that a record is gone: a lost deletion is for the audit to find.
    if (plan.lost[index] && !tellsOfAnEnd(webhook)) return [];
    return plan.twice[index] ? [webhook, webhook] : [webhook];
  });
  for (const webhook of plan.reversed ? arrived.reverse() : arrived) await receive(stage, receivers, webhook);
}

async function receive(
  stage: HttpStage,
  receivers: ReturnType<HttpStage["receivers"]>,
  webhook: CapturedWebhook,
): Promise<void> {
  const answer = webhook.headers.has("x-shopify-topic")
    ? await receiveShopifyWebhook(receivers, webhook)
    : await receiveHubspotWebhooks(receivers, {
        method: "POST",
        pathAndQuery: webhook.path,
        headers: signedHeaders(stage, webhook),
        rawBody: webhook.body.toString(),
      });
  if (answer.status !== 200) throw new Error(`a webhook is refused: ${JSON.stringify(answer)}`);
}

/** HubSpot signs each attempt with its time: one that was held up for long comes as a later attempt. */
function signedHeaders({ adapters: { time }, webhooks }: HttpStage, { path, headers, body }: CapturedWebhook): Headers {
  if (time.now() - Number(headers.get("x-hubspot-request-timestamp")) < SIGNATURE_MS) return headers;
  const signed = signWebhook({
    clientSecret: testEnv.HUBSPOT_CLIENT_SECRET,
    method: "POST",
    uri: new URL(path, webhooks.origin).href,
    rawBody: body.toString(),
    timestamp: time.now(),
  });
  return new Headers({ ...Object.fromEntries(headers), ...signed });
}

/** Whether a delivery says that a record was deleted or merged away. */
function tellsOfAnEnd({ headers, body }: CapturedWebhook): boolean {
  const topic = headers.get("x-shopify-topic");
  if (topic) return topic.endsWith("/delete") || topic === "customers/merge";
  return /"subscriptionType":"[a-z_.]*(deletion|merge)"/i.test(body.toString());
}
