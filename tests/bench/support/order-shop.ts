import { readProgress } from "#app/services/read-progress.ts";
import { saveSync } from "#app/services/save-sync.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import type { ObjectSettingsPatch } from "#app/store/settings.server.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { fillManyOrders } from "#sandbox/data/fill-many-orders.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { sellVariant } from "#sandbox/shopify/state/sell-variant.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import { DEMO_PORTAL, DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import { addCustomers } from "#tests/support/add-customers.ts";
import type { TestStack } from "#tests/support/test-stack.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { waitFor } from "../../../bin/serve/wait-for.ts";

// Fewer than a page of HubSpot's search holds: a sweep of them costs one request.
const customers = 150;
const variants = 30;
const dayMs = 24 * 60 * 60_000;

export interface OrderShop {
  readonly stack: TestStack;
  readonly shop: ShopState;
  readonly portal: Portal;
  /** Turns these on, as saving their pages does. */
  turnOn(objects: readonly ObjectKey[]): Promise<void>;
  /** Resolves once the first syncs are through, nothing is pending, and the stand-ins have nothing more to tell. */
  untilQuiet(withinMs: number, watch?: Watch): Promise<Progress>;
  /** Resolves once each of these was swept after its first sync and what was marked is settled. */
  untilSwept(objects: readonly ObjectKey[]): Promise<void>;
}

interface Watch {
  readonly everyMs: number;
  readonly look: (progress: Progress) => void;
}

type Progress = Awaited<ReturnType<typeof readProgress>>["objects"];

const unwatched: Watch = { everyMs: 500, look: () => undefined };

/**
 * The whole stack with a shop of `orders` orders, three lines of known variants each, of known customers, half of them older than the 90
 * days that a first sync reads first. Installed and connected, everything still off.
 */
export async function startOrderShop(orders: number, hubspotLimit?: number): Promise<OrderShop> {
  const stack = await startTestStack(
    { shops: [{ ...DEMO_SHOP }], ...(hubspotLimit && { hubspotRateLimit: hubspotLimit }) },
    {
      ...(hubspotLimit && { HUBSPOT_REQUESTS_PER_10S: String(hubspotLimit) }),
    },
  );
  try {
    const shop = stack.sandbox.shopify.shop(DEMO_SHOP.domain);
    fill(shop, orders);
    const merchant = createMerchant(stack.sandbox);
    await merchant.install();
    // What the merchant grants on the pages of these objects.
    const scopes = ["read_companies", "read_products", "write_products", "read_orders", "read_all_orders"];
    stack.sandbox.shopify.setScopes(DEMO_SHOP.domain, [
      ...new Set([...stack.sandbox.shopify.grantedScopes(DEMO_SHOP.domain), ...scopes]),
    ]);
    await merchant.connectHubspot();
    return describe(stack, shop);
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

function fill(shop: ShopState, count: number): void {
  addCustomers(shop, customers);
  for (let n = 1; n <= variants; n += 1) {
    const price = `${n}.50`;
    const outcome = shop.products.load({ title: `Product ${n}`, variants: [{ sku: `SKU-${n}`, price }] });
    if (!outcome.ok) throw new Error(outcome.errors.map(({ message }) => message).join("; "));
  }
  const lines = shop.products
    .list()
    .flatMap((product) => product.variants.map((variant, index) => sellVariant({ product, variant }, index + 1)));
  const spanMs = 180 * dayMs;
  fillManyOrders(shop, {
    count,
    fromMs: shop.now() - spanMs,
    stepMs: spanMs / (count + 1),
    customers: shop.customers.list(),
    lines: lines.slice(0, 3),
  });
}

function describe(stack: TestStack, shop: ShopState): OrderShop {
  const { db } = stack.database;
  const { domain } = DEMO_SHOP;
  const progressOf = async () => (await readProgress({ db }, domain)).objects;
  const untilQuiet = async (withinMs: number, { everyMs, look }: Watch = unwatched): Promise<Progress> => {
    let progress = await progressOf();
    let quietSince = Number.POSITIVE_INFINITY;
    await waitFor(
      "everything to be quiet",
      withinMs,
      async () => {
        progress = await progressOf();
        look(progress);
        const states = Object.values(progress);
        const failed = states.find(({ run }) => run?.status === "failed");
        if (failed) throw new Error(`A first sync failed: ${failed.run?.error ?? "no reason was given"}.`);
        const through = states.every(({ run, pending }) => run?.status === "done" && pending === 0);
        const isQuiet = through && (await stack.sandbox.isIdle());
        quietSince = isQuiet ? Math.min(quietSince, Date.now()) : Number.POSITIVE_INFINITY;
        return Date.now() - quietSince >= 1_000;
      },
      everyMs,
    );
    return progress;
  };
  return {
    stack,
    shop,
    portal: hubspotOf(stack.sandbox).portal(DEMO_PORTAL.id),
    async turnOn(objects) {
      for (const object of objects) {
        const settings: ObjectSettingsPatch = {
          enabled: true,
          direction: object === "orders" ? "to_hubspot" : "both",
          limit: object === "customers" ? [{ field: "email", operator: "is_known" }] : [],
        };
        // The worker's tick finds the run.
        await saveSync({ db, boss: null }, { shop: domain, userId: "1", object, settings });
      }
    },
    untilQuiet,
    async untilSwept(objects) {
      const connection = await activeConnection(db, domain);
      if (!connection) throw new Error("The shop is not connected.");
      await waitFor(
        "the sweeps",
        180_000,
        async () => {
          const settings = await inShop(db, domain, (tx) =>
            tx.objectSetting.findMany({ where: { connectionId: connection.id } }),
          );
          return objects.every((object) => {
            const { firstSyncDoneAt = null, hubspotSweptTo = null } =
              settings.find((entry) => entry.object === object) ?? {};
            return firstSyncDoneAt !== null && hubspotSweptTo !== null && hubspotSweptTo > firstSyncDoneAt;
          });
        },
        500,
      );
      await untilQuiet(180_000);
    },
  };
}
