import { hubspotOf } from "#tests/support/test-stack.ts";
import { compareSides } from "./support/compare-sides.ts";
import type { OrderShop } from "./support/order-shop.ts";
import { startOrderShop } from "./support/order-shop.ts";
import { explainFloor, requestFloor } from "./support/request-floor.ts";

interface Options {
  /** numbers of orders, one run each */
  readonly orders?: readonly number[];
}

/**
 * Requests of a first sync of orders with three lines each, customers and products being in step already, counted by the stand-ins until
 * all is quiet: echoes of our own writes and a sweep of each object included. The floor is what HubSpot's batch limits allow.
 */
export default async function ordersSync({ orders = [2_000] }: Options = {}): Promise<void> {
  for (const count of orders) await measure(count);
}

async function measure(count: number): Promise<void> {
  const bench = await startOrderShop(count);
  try {
    await bench.turnOn(["customers", "products"]);
    await bench.untilQuiet(120_000);
    await bench.untilSwept(["customers", "products"]);
    const { shopify } = bench.stack.sandbox;
    const { log } = hubspotOf(bench.stack.sandbox);
    log.reset();
    shopify.log.reset();

    const before = performance.now();
    await bench.turnOn(["orders"]);
    await bench.untilQuiet(30 * 60_000);
    const seconds = (performance.now() - before) / 1000;
    const first = log.counts();
    console.log(`Quiet after ${seconds.toFixed(1)} s and ${first.total} requests; waiting for the sweeps.`);
    await bench.untilSwept(["orders"]);
    print(bench, count, { seconds, first, all: log.counts() });
  } finally {
    await bench.stack.stop();
  }
}

type Counts = ReturnType<ReturnType<typeof hubspotOf>["log"]["counts"]>;

function print(
  bench: OrderShop,
  count: number,
  { seconds, first, all }: { seconds: number; first: Counts; all: Counts },
): void {
  const floor = requestFloor(count);
  const rows = Object.entries(all.byOperation).sort(([, a], [, b]) => b - a);
  console.log(
    `${explainFloor(count)}\n\nHubSpot requests of the first sync until quiet, and with a sweep of each object:`,
  );
  console.table(
    Object.fromEntries(
      rows.map(([operation, requests]) => {
        const own = first.byOperation[operation] ?? 0;
        return [
          operation.replace("/:version", ""),
          { "until quiet": own, "with sweeps": requests, "per 100 orders": Number(((100 * own) / count).toFixed(2)) },
        ];
      }),
    ),
  );
  console.table({
    "until quiet": describe(first, count, floor.inline, floor.apart),
    "with sweeps": describe(all, count, floor.inline, floor.apart),
  });
  console.log(
    `${seconds.toFixed(1)} s, ${Math.round(count / seconds)} orders/s; answers: ${JSON.stringify(all.byStatus)}`,
  );
  console.log("\nShopify requests by operation; orders are read by bulk operation only:");
  console.table(bench.stack.sandbox.shopify.log.counts().byOperation);
  console.table(compareSides(bench));
}

function describe({ total }: Counts, count: number, inline: number, apart: number) {
  return {
    requests: total,
    "per 100 orders": Number(((100 * total) / count).toFixed(2)),
    floor: inline,
    ratio: Number((total / inline).toFixed(3)),
    "floor, lines apart": apart,
    "ratio to it": Number((total / apart).toFixed(3)),
  };
}
