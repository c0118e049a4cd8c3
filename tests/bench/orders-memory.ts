import { hubspotOf } from "#tests/support/test-stack.ts";
import { compareSides } from "./support/compare-sides.ts";
import { startOrderShop } from "./support/order-shop.ts";
import { requestFloor } from "./support/request-floor.ts";
import type { Memory } from "./support/watch-memory.ts";
import { cpuSecondsOf, memoryOf } from "./support/watch-memory.ts";

interface Options {
  /** numbers of orders, one run each */
  readonly orders?: readonly number[];
  /** HubSpot's requests in ten seconds, for both sides */
  readonly hubspotLimit?: number;
}

interface Sample extends Memory {
  readonly seconds: number;
  readonly processed: number;
  readonly pending: number;
  readonly requests: number;
}

/**
 * Memory of the worker's process over a first sync of orders with three lines each. The limit of HubSpot's API is raised, unless one is
 * asked for, so that the machine bounds the pace; the share of the usual one is what such a pace would take of it.
 */
export default async function ordersMemory({ orders = [5_000], hubspotLimit = 1_100 }: Options = {}): Promise<void> {
  const rows: Record<string, object> = {};
  for (const count of orders) rows[`${count} orders`] = await measure(count, hubspotLimit);
  console.table(rows);
}

async function measure(count: number, hubspotLimit: number) {
  const bench = await startOrderShop(count, hubspotLimit);
  try {
    await bench.turnOn(["customers", "products"]);
    await bench.untilQuiet(300_000);
    const { log } = hubspotOf(bench.stack.sandbox);
    log.reset();
    const pid = bench.stack.worker().pid ?? 0;
    const idle = memoryOf(pid);
    const cpuBefore = cpuSecondsOf(pid);
    const before = performance.now();
    const secondsSince = () => (performance.now() - before) / 1000;
    const samples: Sample[] = [];
    let syncedAfter = Number.NaN;
    await bench.turnOn(["orders"]);
    await bench.untilQuiet(3 * 60 * 60_000, {
      everyMs: 2_000,
      look({ orders: state }) {
        const processed = state?.run?.processed ?? 0;
        if (state?.run?.status === "done" && Number.isNaN(syncedAfter)) syncedAfter = secondsSince();
        const due = Math.floor((10 * (samples.at(-1)?.processed ?? -1)) / count) + 1;
        if ((10 * processed) / count < due && samples.length > 0) return;
        const sample = { ...memoryOf(pid), seconds: Math.round(secondsSince()), processed };
        samples.push({ ...sample, pending: state?.pending ?? 0, requests: log.counts().total });
        console.log(JSON.stringify(samples.at(-1)));
      },
    });
    console.table(samples);
    console.table(compareSides(bench));
    const cpu = cpuSecondsOf(pid) - cpuBefore;
    return { ...describe(count, syncedAfter, log.counts()), ...describeProcess(idle, memoryOf(pid), cpu) };
  } finally {
    await bench.stack.stop();
  }
}

type Counts = ReturnType<ReturnType<typeof hubspotOf>["log"]["counts"]>;

function describe(count: number, seconds: number, { total, byStatus, peak10s }: Counts) {
  const floor = requestFloor(count).inline;
  return {
    seconds: Math.round(seconds),
    "orders/s": Math.round(count / seconds),
    "HubSpot requests": total,
    ratio: Number((total / floor).toFixed(3)),
    "share of 110 in 10 s": Number((total / seconds / 11).toFixed(2)),
    "most in 10 s": peak10s,
    "429": byStatus["429"] ?? 0,
  };
}

function describeProcess(idle: Memory, last: Memory, cpuSeconds: number) {
  return {
    "MB before": idle.rss,
    "MB after": last.rss,
    "MB peak": last.peak,
    "worker's CPU s": Math.round(cpuSeconds),
  };
}
