import type { ActionFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { readBody, tooLarge, webhookBytes } from "#app/lib/read-body.ts";
import { receiveShopifyWebhook } from "#app/services/receive-shopify-webhook.ts";

/** Every topic of Shopify's, compliance included. The body is taken raw, for its bytes are what is signed. */
export async function action({ request }: ActionFunctionArgs) {
  const body = await readBody(request, webhookBytes);
  if (!body) {
    container.metrics.webhooks.inc({ vendor: "shopify", result: "too_large" });
    return tooLarge();
  }
  const { status, result } = await receiveShopifyWebhook(container, { headers: request.headers, body });
  container.metrics.webhooks.inc({ vendor: "shopify", result });
  return new Response(null, { status });
}
