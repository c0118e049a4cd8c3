import fc from "fast-check";
import { expect, test } from "vitest";
import type { AllSettings } from "#tests/support/memory/memory-trade-world.ts";
import { runTrade } from "#tests/support/trade/run-trade.ts";
import type { TradeOptions } from "#tests/support/trade/trade-scenarios.ts";
import { everyTrade, tradeScenarios } from "#tests/support/trade/trade-scenarios.ts";
import { HttpStage } from "./http-stage.ts";
import { HttpTradeWorld } from "./http-trade-world.ts";

const RUNS = Number(process.env.ENGINE_HTTP_RUNS ?? 30);
// The same histories at every run, so that what fails is a change; ENGINE_SEED draws others.
const seed = Number(process.env.ENGINE_SEED ?? 20_261_125);

// Quiet costs the most here, so that much shall happen before each; and work comes after webhooks, or it has nothing to do.
const overHttp: TradeOptions = {
  fewest: 6,
  steps: 14,
  phases: 1,
  weights: { act: 8, deliver: 4, work: 7, advance: 1 },
  faults: [
    ...(["none", "none", "none", "none", "crash", "crash"] as const),
    ...(["transient", "refused_batch", "outage", "lost_answer", "cut_answer", "throttled", "expired_token"] as const),
  ],
};

const settings: AllSettings = { products: { options: { sameCurrency: true } } };
const stage = new HttpStage();

test(`any history of all objects converges on PostgreSQL and over HTTP (seed ${seed})`, {
  timeout: 600_000,
}, async () => {
  const property = fc.asyncProperty(tradeScenarios({ ...everyTrade, ...overHttp }), async (scenario) => {
    await runTrade(await HttpTradeWorld.begin(stage, settings), scenario);
  });

  // A counterexample found late, and shrunk no further, says more than a test that ran out of time.
  const interruptAfterTimeLimit = 540_000;
  const limits = { interruptAfterTimeLimit, markInterruptAsFailure: true, endOnFailure: true };
  const result = await fc.check(property, { numRuns: RUNS, seed, ...limits });

  expect(result.failed ? `${result.errorInstance}\n${fc.defaultReportMessage(result)}` : null).toBeNull();
  expect(result.numRuns).toBe(RUNS);
});
