import { randomUUID } from "node:crypto";
import type { Clock } from "#sandbox/http/clock.ts";
import type { Faults } from "#sandbox/http/faults.ts";
import type { BulkOperations } from "./bulk/bulk-operations.ts";
import { createBulkOperations } from "./bulk/bulk-operations.ts";
import type { ResultStore } from "./bulk/result-store.ts";
import { withImplied } from "./graphql/check-access.ts";
import type { CostBucket } from "./graphql/cost-bucket.ts";
import { createCostBucket } from "./graphql/cost-bucket.ts";
import { gid } from "./graphql/gid.ts";
import type { Installation } from "./installation.ts";
import type { Tokens } from "./oauth/tokens.ts";
import { createTokens } from "./oauth/tokens.ts";
import type { ShopState } from "./state.ts";
import type { Deliveries } from "./webhooks/deliveries.ts";
import type { AppConfig, Subscription } from "./webhooks/read-app-config.ts";
import { shopPayload } from "./webhooks/shop-payload.ts";
import { mayReceive } from "./webhooks/topic-scopes.ts";

export interface AppOnShop {
  state: ShopState;
  installation: Installation;
  tokens: Tokens;
  bucket: CostBucket;
  bulk: BulkOperations;
  isInstalled(): boolean;
  /** As Shopify writes them in a token's answer: a write scope stands for its read scope too. */
  grantedScopes(): string[];
  install(): void;
  /** Tokens die first, then app/uninstalled is sent; shop/redact follows 48 hours later unless the app comes back. */
  uninstall(): void;
  /** Grants or takes back scopes and sends app/scopes_update. */
  setScopes(scopes: string[]): void;
  /** Sends a topic to every subscription for it that the app may receive. */
  announce(topic: string, payload: Record<string, unknown>, options?: { evenUninstalled?: boolean }): void;
}

export interface AppOnShopOptions {
  state: ShopState;
  config: AppConfig;
  apiKey: string;
  clock: Clock;
  faults: Faults;
  results: ResultStore;
  deliveries: Deliveries;
  appOrigin: () => string;
  restoreRate: number;
  bucketSize: number;
  bulkQueueMs: number;
}

const REDACT_AFTER_MS = 48 * 3_600_000;
const APP_ID = 2_580_157;

/** The app on one shop: its installation, scopes, tokens, points, bulk operations and webhook subscriptions. */
export function createAppOnShop(options: AppOnShopOptions): AppOnShop {
  const { state, clock, deliveries } = options;
  const tokens = createTokens(clock.now);
  let isInstalled = false;
  let scopes: string[] = [];
  let stopRedact: () => void = () => undefined;
  const installation: Installation = {
    id: state.shop.id + 1,
    handle: state.shop.handle,
    appId: APP_ID,
    appHandle: options.config.handle,
    appName: options.config.name,
    apiKey: options.apiKey,
    requiredScopes: options.config.scopes,
    optionalScopes: options.config.optionalScopes,
    revoke: (revoked) => setScopes(scopes.filter((scope) => !revoked.includes(scope))),
    scopes: () => withImplied(scopes),
  };
  const bulk = createBulkOperations({
    state,
    clock,
    faults: options.faults,
    results: options.results,
    queueMs: options.bulkQueueMs,
    announce: (topic, payload) => announce(topic, payload),
  });

  function announce(
    topic: string,
    payload: Record<string, unknown>,
    { evenUninstalled = false }: { evenUninstalled?: boolean } = {},
  ): void {
    if (!isInstalled && !evenUninstalled) return;
    if (!mayReceive(topic, withImplied(scopes))) return;
    const { config } = options;
    const eventId = randomUUID();
    for (const subscription of config.subscriptions.filter((one) => one.topic === topic))
      deliveries.send({
        topic,
        shop: state.shop.domain,
        payload: pick(payload, subscription),
        address: new URL(subscription.uri, options.appOrigin()).href,
        apiVersion: config.apiVersion,
        eventId,
        triggeredAt: clock.now(),
        name: subscription.name,
      });
  }

  function uninstall(): void {
    if (!isInstalled) return;
    tokens.revokeAll();
    bulk.stopAll();
    state.metafields.deleteOwner(gid("AppInstallation", installation.id));
    isInstalled = false;
    announce("app/uninstalled", shopPayload(state.shop), { evenUninstalled: true });
    stopRedact = clock.at(clock.now() + REDACT_AFTER_MS, () => {
      const payload = { shop_id: state.shop.id, shop_domain: state.shop.domain };
      announce("shop/redact", payload, { evenUninstalled: true });
    });
  }

  function setScopes(next: string[]): void {
    const previous = [...scopes];
    scopes = [...new Set(next)];
    announce("app/scopes_update", {
      id: installation.appId,
      shop_id: gid("Shop", state.shop.id),
      previous,
      current: scopes,
      updated_at: new Date(clock.now()).toISOString(),
    });
  }

  state.onEvent((event) => announce(event.topic, event.payload));
  return {
    state,
    installation,
    tokens,
    bucket: createCostBucket(clock.now, options.restoreRate, options.bucketSize),
    bulk,
    isInstalled: () => isInstalled,
    grantedScopes: () =>
      scopes.filter((scope) => !(scope.startsWith("read_") && scopes.includes(scope.replace("read_", "write_")))),
    install: () => {
      if (isInstalled) return;
      stopRedact();
      installation.id += 1_000;
      scopes = [...options.config.scopes];
      isInstalled = true;
    },
    uninstall,
    setScopes,
    announce,
  };
}

/** With include_fields a payload carries nothing else. */
function pick(payload: Record<string, unknown>, { includeFields }: Subscription): Record<string, unknown> {
  if (!includeFields) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([name]) => includeFields.includes(name)));
}
