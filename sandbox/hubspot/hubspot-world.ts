import type { Clock } from "#sandbox/http/clock.ts";
import type { Faults } from "#sandbox/http/faults.ts";
import { seededRandom } from "#sandbox/http/seeded-random.ts";
import type { AppDefinition } from "#sandbox/hubspot/app-definition.ts";
import type { Rotation } from "#sandbox/hubspot/oauth/token-store.ts";
import { TokenStore } from "#sandbox/hubspot/oauth/token-store.ts";
import { Portal } from "#sandbox/hubspot/portal.ts";
import type { PortalSeed } from "#sandbox/hubspot/portal-seed.ts";
import { DEFAULT_RATE_LIMIT, DEFAULT_SEARCH_LIMIT, RateLimiter } from "#sandbox/hubspot/rate-limiter.ts";
import type { WebhookSender } from "#sandbox/hubspot/webhooks/webhook-sender.ts";

export interface WorldOptions {
  clientId: string;
  clientSecret: string;
  appId: number;
  app: AppDefinition;
  portals: PortalSeed[];
  seed: number;
  searchLagMs: number;
  rateLimit?: number | undefined;
  searchesPerSecond?: number | undefined;
  rotation: Rotation;
  clock: Clock;
  faults: Faults;
  webhooks: WebhookSender;
}

/** All state of the stand-in: portals, installs, tokens and limits. `reset` puts it back to the seed. */
export class HubspotWorld {
  readonly options: WorldOptions;
  readonly portals = new Map<number, Portal>();
  tokens: TokenStore;
  random: () => number;
  readonly #limiters = new Map<number, RateLimiter>();

  constructor(options: WorldOptions) {
    this.options = options;
    this.random = seededRandom(options.seed);
    this.tokens = new TokenStore(options.clock.now, options.rotation);
    this.reset();
  }

  reset(): void {
    const { options } = this;
    options.webhooks.reset();
    this.random = seededRandom(options.seed);
    this.tokens = new TokenStore(options.clock.now, options.rotation);
    this.portals.clear();
    this.#limiters.clear();
    for (const seed of options.portals) this.#open(seed);
  }

  portal(id: number): Portal {
    const portal = this.portals.get(id);
    if (!portal) throw new Error(`No portal ${id}`);
    return portal;
  }

  limiter(portalId: number): RateLimiter {
    const { rateLimit, searchesPerSecond } = this.options;
    const max = this.portal(portalId).seed.rateLimit ?? rateLimit ?? DEFAULT_RATE_LIMIT;
    const limiter = this.#limiters.get(portalId) ?? new RateLimiter(max, searchesPerSecond ?? DEFAULT_SEARCH_LIMIT);
    this.#limiters.set(portalId, limiter);
    return limiter;
  }

  /** Every scope the app may be granted in this portal. */
  grantableScopes(portalId: number): string[] {
    const { requiredScopes, optionalScopes, conditionallyRequiredScopes } = this.options.app;
    const missing = this.portal(portalId).seed.missingScopes ?? [];
    const all = ["oauth", ...requiredScopes, ...conditionallyRequiredScopes, ...optionalScopes];
    return [...new Set(all)].filter((scope) => !missing.includes(scope));
  }

  /** Counts for the control endpoint. */
  counts(): object {
    const portals = [...this.portals.values()].map((portal) => ({
      id: portal.id,
      contacts: portal.contacts.count(),
      archivedContacts: portal.contacts.count(true),
      objects: portal.counts(),
      installed: this.tokens.isInstalled(portal.id),
    }));
    const objects: Record<string, number> = {};
    for (const portal of portals) {
      for (const [name, { active }] of Object.entries(portal.objects)) objects[name] = (objects[name] ?? 0) + active;
    }
    return { contacts: objects.contacts ?? 0, objects, portals };
  }

  /** No record waits to become visible to search. */
  isIndexed(): boolean {
    return [...this.portals.values()].every((portal) => portal.isIndexed());
  }

  #open(seed: PortalSeed): void {
    const { clock, webhooks, searchLagMs } = this.options;
    const portal = new Portal(seed, {
      clock,
      searchLagMs,
      random: () => this.random(),
      onEvent: (from, typeId, event, source) => {
        // HubSpot tells an app only about portals that have installed it.
        if (this.tokens.isInstalled(from.id)) webhooks.enqueue(from.id, typeId, event, source);
      },
    });
    this.portals.set(seed.id, portal);
  }
}
