import type { ActionFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { readBody, tooLarge, webhookBytes } from "#app/lib/read-body.ts";
import { receiveHubspotWebhooks } from "#app/services/receive-hubspot-webhooks.ts";

/** HubSpot's events, up to 100 in a delivery. The body is taken raw, for its text is what is signed. */
export async function action({ request }: ActionFunctionArgs) {
  const body = await readBody(request, webhookBytes);
  if (!body) {
    container.metrics.webhooks.inc({ vendor: "hubspot", result: "too_large" });
    return tooLarge();
  }
  const { pathname, search } = new URL(request.url);
  const { status, result } = await receiveHubspotWebhooks(container, {
    method: request.method,
    pathAndQuery: `${pathname}${search}`,
    headers: request.headers,
    rawBody: new TextDecoder().decode(body),
  });
  container.metrics.webhooks.inc({ vendor: "hubspot", result });
  return new Response(null, { status });
}
