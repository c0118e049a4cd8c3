import fc from "fast-check";
import { expect, test } from "vitest";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { ScenarioOptions } from "#tests/support/engine-scenarios.ts";
import { everything, scenarios } from "#tests/support/engine-scenarios.ts";
import { runScenario } from "#tests/support/run-scenario.ts";
import { HttpScenarioWorld } from "./http-scenario-world.ts";
import { HttpStage } from "./http-stage.ts";

const RUNS = Math.ceil(Number(process.env.ENGINE_HTTP_RUNS ?? 102) / 3);
const onTheWay: ScenarioOptions["faults"] = [
  "transient",
  "refused_batch",
  "outage",
  "lost_answer",
  "cut_answer",
  "throttled",
  "expired_token",
];
// The same histories at every run, so that what fails is a change; ENGINE_SEED draws others.
const seed = Number(process.env.ENGINE_SEED ?? 373_212);

// Quiet costs the most here, so that much shall happen before each; and work comes after webhooks, or it has nothing to do.
const overHttp: ScenarioOptions = {
  ...everything,
  fewest: 8,
  steps: 18,
  weights: { act: 7, deliver: 5, work: 8, advance: 1 },
  faults: ["none", "none", "none", "none", "crash", "crash", ...onTheWay],
};

const stage = new HttpStage();

const worlds: readonly [string, Partial<ObjectSettings>, boolean][] = [
  ["as most shops begin", {}, false],
  ["where addresses collide", { winner: "hubspot" }, true],
  ["where contacts become customers", { createInShopify: true, consentFromHubspot: true }, true],
];

test.each(worlds)(
  `any history converges on PostgreSQL and over HTTP, %s (seed ${seed})`,
  { timeout: 900_000 },
  async (_name, settings, collisions) => {
    const property = fc.asyncProperty(scenarios({ ...overHttp, collisions }), async (scenario) => {
      await runScenario(await HttpScenarioWorld.begin(stage, settings), scenario);
    });

    // A counterexample found late, and shrunk no further, says more than a test that ran out of time.
    const interruptAfterTimeLimit = 840_000;
    const result = await fc.check(property, {
      numRuns: RUNS,
      interruptAfterTimeLimit,
      markInterruptAsFailure: true,
      seed,
    });

    expect(result.failed ? `${result.errorInstance}\n${fc.defaultReportMessage(result)}` : null).toBeNull();
    expect(result.numRuns).toBe(RUNS);
  },
);
