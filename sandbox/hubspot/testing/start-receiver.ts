import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import type { HubspotOptions } from "#sandbox/hubspot/start-hubspot.ts";
import { startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import type { WebhookEvent } from "#sandbox/hubspot/webhooks/to-webhook-events.ts";

export interface Delivery {
  url: string;
  headers: Record<string, string>;
  rawBody: string;
  events: WebhookEvent[];
}

/** A receiver in the app's place: notes deliveries and answers what `answer` says. */
export async function startReceiver(options: Partial<HubspotOptions> = {}) {
  const deliveries: Delivery[] = [];
  const receiver = { status: 200, isSilent: false, held: undefined as Promise<void> | undefined };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const rawBody = Buffer.concat(chunks).toString();
    const headers = request.headers as Record<string, string>;
    deliveries.push({ url: request.url ?? "", headers, rawBody, events: JSON.parse(rawBody) });
    await receiver.held;
    if (!receiver.isSilent) response.writeHead(receiver.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const appOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hubspot = await startTestHubspot({ appOrigin, ...options });
  const create = async (properties: object) =>
    (await hubspot.call("POST", "/crm/objects/2026-09/contacts", { properties })).body.id;
  const quiet = () => expect.poll(() => hubspot.webhookCounts().pending, { timeout: 5_000 }).toBe(0);
  const events = () => deliveries.flatMap((delivery) => delivery.events);
  return { ...hubspot, receiver, deliveries, appOrigin, create, quiet, events };
}
