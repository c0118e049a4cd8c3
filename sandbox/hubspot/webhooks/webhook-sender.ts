import type { Clock } from "#sandbox/http/clock.ts";
import type { WebhookCounts } from "#sandbox/http/control.ts";
import type { FaultSubject, Faults } from "#sandbox/http/faults.ts";
import { seededRandom } from "#sandbox/http/seeded-random.ts";
import type { AppDefinition } from "#sandbox/hubspot/app-definition.ts";
import type { ChangeSource, RecordEvent } from "#sandbox/hubspot/crm/change-source.ts";
import { signWebhook } from "#sandbox/hubspot/webhooks/sign-webhook.ts";
import type { WebhookEvent } from "#sandbox/hubspot/webhooks/to-webhook-events.ts";
import { toWebhookEvents } from "#sandbox/hubspot/webhooks/to-webhook-events.ts";

/** "Up to 100 events" a request. */
const MOST_EVENTS = 100;
const COLLECT_MS = 50;
/** Connection failure, time-out, 4xx and 5xx are tried again ten times over 24 hours; the steps are ours. */
export const RETRY_AFTER_MINUTES = [1, 2, 5, 15, 30, 60, 120, 240, 360, 600];
const DAY_MS = 86_400_000;
const REORDER_MS = 3_000;

export interface WebhookSenderOptions {
  app: AppDefinition;
  appId: number;
  clientSecret: string;
  appOrigin: string;
  clock: Clock;
  faults: Faults;
  seed: number;
  /** HubSpot waits 5 s for an answer. */
  timeoutMs: number;
}

/** Collects events, sends them as signed arrays, and tries again on HubSpot's schedule. No order is kept. */
export class WebhookSender {
  readonly #o: WebhookSenderOptions;
  #appOrigin: string;
  #random: () => number;
  #queue: WebhookEvent[] = [];
  #ready: WebhookEvent[][] = [];
  #isCollecting = false;
  #inFlight = 0;
  #waiting = 0;
  #lastEventId = 0;
  #counts = { delivered: 0, failed: 0, dropped: 0, attempts: 0 };
  /** Rises with each reset, so that what was under way before does not count after. */
  #epoch = 0;

  constructor(options: WebhookSenderOptions) {
    this.#o = options;
    this.#appOrigin = options.appOrigin;
    this.#random = seededRandom(options.seed);
  }

  setAppOrigin(origin: string): void {
    this.#appOrigin = origin;
  }

  reset(): void {
    this.#epoch += 1;
    this.#random = seededRandom(this.#o.seed);
    this.#queue = [];
    this.#ready = [];
    this.#inFlight = 0;
    this.#waiting = 0;
    this.#isCollecting = false;
    this.#counts = { delivered: 0, failed: 0, dropped: 0, attempts: 0 };
  }

  /** Events, not requests: delivered, given up, dropped on purpose, still to come; `attempts` counts requests. */
  counts(): WebhookCounts {
    return {
      ...this.#counts,
      pending: this.#queue.length + this.#ready.flat().length + this.#inFlight + this.#waiting,
    };
  }

  /** Tells the app about a change, as far as it has subscribed to it. */
  enqueue(portalId: number, typeId: string, event: RecordEvent, source: ChangeSource): void {
    const { app, appId, clock } = this.#o;
    const change = { portalId, appId, typeId, event, source, at: clock.now() };
    for (const one of toWebhookEvents(app.subscriptions, change, () => this.#nextEventId())) this.#accept(one);
  }

  #nextEventId(): number {
    this.#lastEventId += 1;
    return this.#lastEventId;
  }

  #accept(event: WebhookEvent): void {
    const { faults } = this.#o;
    if (faults.list().length === 0) {
      this.#collect(event);
      return;
    }
    const subject: FaultSubject = {
      topic: event.subscriptionType,
      tenant: String(event.portalId),
      body: JSON.stringify(event),
      path: this.#o.app.webhookPath,
      method: "POST",
    };
    if (faults.take(["webhook_drop"], subject)) {
      this.#counts.dropped += 1;
      return;
    }
    const late = faults.take(["webhook_late"], subject);
    const reordered = late ? undefined : faults.take(["webhook_reorder"], subject);
    if (faults.take(["webhook_duplicate"], subject)) this.#collect({ ...event });
    const delayMs = late ? (late.delayMs ?? DAY_MS) : reordered ? (reordered.delayMs ?? REORDER_MS) : 0;
    if (delayMs > 0) this.#after(delayMs, 1, () => this.#collect(event));
    else this.#collect(event);
  }

  /** Runs a task later on the stand-in's clock; `events` of it count as pending until then. */
  #after(delayMs: number, events: number, task: () => void): void {
    const epoch = this.#epoch;
    this.#waiting += events;
    this.#o.clock.at(this.#o.clock.now() + delayMs, () => {
      if (epoch !== this.#epoch) return;
      this.#waiting -= events;
      task();
    });
  }

  #collect(event: WebhookEvent): void {
    this.#queue.push(event);
    if (this.#isCollecting) return;
    this.#isCollecting = true;
    const epoch = this.#epoch;
    this.#o.clock.at(this.#o.clock.now() + COLLECT_MS, () => {
      if (epoch !== this.#epoch) return;
      this.#isCollecting = false;
      this.#bundle();
    });
  }

  #bundle(): void {
    const events = this.#queue;
    this.#queue = [];
    // HubSpot promises no order, so none may be relied on.
    for (let index = events.length - 1; index > 0; index -= 1) {
      const other = Math.floor(this.#random() * (index + 1));
      const [a, b] = [events[index], events[other]];
      if (a && b) [events[index], events[other]] = [b, a];
    }
    for (let start = 0; start < events.length; start += MOST_EVENTS) {
      this.#ready.push(events.slice(start, start + MOST_EVENTS));
    }
    this.#sendReady();
  }

  #concurrent = 0;

  #sendReady(): void {
    while (this.#concurrent < this.#o.app.maxConcurrentRequests) {
      const events = this.#ready.shift();
      if (!events) return;
      const epoch = this.#epoch;
      this.#concurrent += 1;
      this.#inFlight += events.length;
      void this.#deliver(events).then((isTaken) => {
        this.#concurrent -= 1;
        if (epoch === this.#epoch) {
          this.#inFlight -= events.length;
          this.#settle(events, isTaken);
        }
        this.#sendReady();
      });
    }
  }

  #settle(events: WebhookEvent[], isTaken: boolean): void {
    if (isTaken) {
      this.#counts.delivered += events.length;
      return;
    }
    const attempt = events[0]?.attemptNumber ?? 0;
    const minutes = RETRY_AFTER_MINUTES[attempt];
    if (minutes === undefined) {
      this.#counts.failed += events.length;
      return;
    }
    this.#after(minutes * 60_000, events.length, () => {
      this.#ready.push(events.map((event) => ({ ...event, attemptNumber: event.attemptNumber + 1 })));
      this.#sendReady();
    });
  }

  /** One request; true when the app answered 2xx in time. */
  async #deliver(events: WebhookEvent[]): Promise<boolean> {
    const { app, clientSecret, clock, faults, timeoutMs } = this.#o;
    const rawBody = JSON.stringify(events);
    const uri = new URL(app.webhookPath, this.#appOrigin).href;
    const subject = { method: "POST", path: app.webhookPath, body: rawBody, topic: events[0]?.subscriptionType };
    const isForged = faults.take(["webhook_bad_signature"], subject) !== undefined;
    const secret = isForged ? "not the secret" : clientSecret;
    const signature = signWebhook({ clientSecret: secret, method: "POST", uri, rawBody, timestamp: clock.now() });
    this.#counts.attempts += 1;
    try {
      const answer = await fetch(uri, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": "HubSpot Connect 2.0", ...signature },
        body: rawBody,
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      // No connection or no answer in time: HubSpot tries again, whatever the reason.
      return false;
    }
  }
}
