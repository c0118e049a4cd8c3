import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "undici";
import type { Clock } from "#sandbox/http/clock.ts";
import type { WebhookCounts } from "#sandbox/http/control.ts";
import type { Fault, Faults } from "#sandbox/http/faults.ts";

interface Message {
  topic: string;
  shop: string;
  payload: Record<string, unknown>;
  /** Address of the app's endpoint when the delivery was made; retries keep it. */
  address: string;
  apiVersion: string;
  eventId: string;
  /** Milliseconds on the stand-in's clock. */
  triggeredAt: number;
  name: string | null;
}

interface Delivery extends Message {
  webhookId: string;
  body: string;
  attempt: number;
}

export interface Deliveries {
  send(message: Message): void;
  counts(): WebhookCounts;
  isIdle(): boolean;
  /** Forgets what waits and what was counted. */
  reset(): void;
  close(): Promise<void>;
}

// Eight retries within four hours (https://shopify.dev/changelog/updates-to-webhook-retry-mechanism); Shopify does not say
// when, so the steps between are ours. One second to connect, five in all, and only 2xx counts.
const RETRY_AFTER_S = [10, 60, 300, 900, 1_800, 2_700, 3_600, 4_800];
const CONNECT_MS = 1_000;
const TOTAL_MS = 5_000;
const FAULTS = [
  "webhook_drop",
  "webhook_duplicate",
  "webhook_late",
  "webhook_reorder",
  "webhook_bad_signature",
] as const;
const LATE_MS = 60_000;
const REORDER_MS = 2_000;

/** Delivers webhooks as Shopify does: signed, at once and side by side, retried with the same body and ids. */
export function createDeliveries(options: { clock: Clock; faults: Faults; secret: string }): Deliveries {
  const { clock, faults } = options;
  const agent = new Agent({ connect: { timeout: CONNECT_MS }, connections: 50 });
  const waiting = new Set<() => void>();
  const held: (() => void)[] = [];
  let inFlight = 0;
  let counts = emptyCounts();

  function send(message: Message): void {
    const delivery = { ...message, webhookId: randomUUID(), body: JSON.stringify(message.payload), attempt: 0 };
    const fault = faults.take(FAULTS, { topic: message.topic, tenant: message.shop, body: delivery.body });
    if (fault?.kind === "webhook_drop") {
      counts.dropped += 1;
      return;
    }
    if (fault?.kind === "webhook_reorder") {
      hold(delivery, fault);
      return;
    }
    if (fault?.kind === "webhook_late") {
      later(fault.delayMs ?? LATE_MS, () => void attempt(delivery));
      return;
    }
    void attempt(delivery, fault?.kind === "webhook_bad_signature");
    if (fault?.kind === "webhook_duplicate") void attempt({ ...delivery });
    for (const release of held.splice(0)) release();
  }

  /** Waits until the next delivery has gone out, or for a while. */
  function hold(delivery: Delivery, fault: Fault): void {
    const cancel = later(fault.delayMs ?? REORDER_MS, () => void attempt(delivery));
    held.push(() => {
      if (cancel()) later(50, () => void attempt(delivery));
    });
  }

  function later(ms: number, work: () => void): () => boolean {
    const stop = clock.at(clock.now() + ms, () => {
      waiting.delete(cancel);
      work();
    });
    function cancel(): void {
      stop();
    }
    waiting.add(cancel);
    return () => {
      cancel();
      return waiting.delete(cancel);
    };
  }

  async function attempt(delivery: Delivery, isForged = false): Promise<void> {
    inFlight += 1;
    counts.attempts += 1;
    const isTaken = await post(delivery, isForged);
    inFlight -= 1;
    if (isTaken) {
      counts.delivered += 1;
      return;
    }
    const wait = RETRY_AFTER_S[delivery.attempt];
    if (wait === undefined) {
      counts.failed += 1;
      return;
    }
    delivery.attempt += 1;
    later(wait * 1_000, () => void attempt(delivery));
  }

  async function post(delivery: Delivery, isForged: boolean): Promise<boolean> {
    const secret = isForged ? `${options.secret}-forged` : options.secret;
    try {
      const answer = await request(delivery.address, {
        method: "POST",
        dispatcher: agent,
        signal: AbortSignal.timeout(TOTAL_MS),
        headers: headersOf(delivery, createHmac("sha256", secret).update(delivery.body).digest("base64")),
        body: delivery.body,
      });
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300;
    } catch {
      // Refused, reset or too slow: for Shopify each is a delivery that was not taken.
      return false;
    }
  }

  return {
    send,
    counts: () => ({ ...counts, pending: waiting.size + inFlight }),
    isIdle: () => inFlight === 0 && waiting.size === 0,
    reset: () => {
      for (const cancel of waiting) cancel();
      waiting.clear();
      held.splice(0);
      counts = emptyCounts();
    },
    close: () => agent.destroy(),
  };
}

function headersOf(delivery: Delivery, hmac: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": delivery.topic,
    "x-shopify-shop-domain": delivery.shop,
    "x-shopify-api-version": delivery.apiVersion,
    "x-shopify-webhook-id": delivery.webhookId,
    "x-shopify-event-id": delivery.eventId,
    "x-shopify-triggered-at": new Date(delivery.triggeredAt).toISOString(),
    "x-shopify-hmac-sha256": hmac,
    ...(delivery.name ? { "x-shopify-name": delivery.name } : {}),
  };
}

function emptyCounts(): WebhookCounts {
  return { delivered: 0, failed: 0, pending: 0, dropped: 0, attempts: 0 };
}
