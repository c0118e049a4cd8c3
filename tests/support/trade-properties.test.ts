import fc from "fast-check";
import { expect, test } from "vitest";
import type { AllSettings } from "./memory/memory-trade-world.ts";
import { MemoryTradeWorld } from "./memory/memory-trade-world.ts";
import { runTrade } from "./trade/run-trade.ts";
import { everyTrade, tradeScenarios } from "./trade/trade-scenarios.ts";

const RUNS = Number(process.env.ENGINE_RUNS ?? 500);
// The same histories at every run, so that what fails is a change; ENGINE_SEED draws others.
const seed = Number(process.env.ENGINE_SEED ?? 20_261_125);

const asDeals = { options: { asDeals: true } };
const deals: AllSettings = { products: { options: { sameCurrency: true } }, orders: asDeals, carts: asDeals };
const worlds: readonly [string, AllSettings][] = [
  ["as most shops begin", { products: { options: { sameCurrency: true } } }],
  [
    "where HubSpot wins",
    {
      companies: { winner: "hubspot" },
      products: { winner: "hubspot", options: { sameCurrency: true } },
    },
  ],
  ["as deals", deals],
];
const switching: readonly [string, AllSettings][] = [
  ["orders and carts become deals", {}],
  ["deals become orders and carts", deals],
];

test.each(worlds)(
  `any history of all objects converges, %s (seed ${seed})`,
  { timeout: 300_000 },
  async (_name, settings) => {
    const lag = fc.nat({ max: 30_000 });
    const claimAtMost = fc.constantFrom(1, 1, 2, 100);
    const history = tradeScenarios(everyTrade);
    const property = fc.asyncProperty(history, lag, claimAtMost, async (scenario, searchLagMs, atMost) => {
      await runTrade(new MemoryTradeWorld(settings, searchLagMs, atMost), scenario);
    });

    const result = await fc.check(property, { numRuns: RUNS, seed });

    expect(result.failed ? `${result.errorInstance}\n${fc.defaultReportMessage(result)}` : null).toBeNull();
    expect(result.numRuns).toBe(RUNS);
  },
);

test.each(switching)(
  `any history in which ${"%s"} on the way converges (seed ${seed})`,
  { timeout: 300_000 },
  async (_name, settings) => {
    const runs = Math.ceil(RUNS / 5);
    const property = fc.asyncProperty(
      tradeScenarios(everyTrade),
      fc.constantFrom(1, 2, 100),
      async (scenario, atMost) => {
        await runTrade(new MemoryTradeWorld(settings, 5_000, atMost), scenario, true);
      },
    );

    const result = await fc.check(property, { numRuns: runs, seed });

    expect(result.failed ? `${result.errorInstance}\n${fc.defaultReportMessage(result)}` : null).toBeNull();
    expect(result.numRuns).toBe(runs);
  },
);
