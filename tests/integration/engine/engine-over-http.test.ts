import fc from "fast-check";
import { expect, test } from "vitest";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { ScenarioOptions } from "#tests/support/engine-scenarios.ts";
import { everything, scenarios } from "#tests/support/engine-scenarios.ts";
import { runScenario } from "#tests/support/run-scenario.ts";
import { HttpScenarioWorld } from "./http-scenario-world.ts";
import { HttpStage } from "./http-stage.ts";

const RUNS = Math.ceil(Number(process.env.ENGINE_HTTP_RUNS ?? 102) / 3);
const seed = Number(process.env.ENGINE_SEED ?? Date.now() % 1_000_000);

const overHttp: ScenarioOptions = {
  ...everything,
  faults: [
    ...["none", "none", "none", "none", "none", "transient", "refused_batch", "crash"],
    ...["outage", "lost_answer", "cut_answer", "throttled", "expired_token"],
  ] as ScenarioOptions["faults"],
};

const stage = new HttpStage();

const worlds: readonly [string, Partial<ObjectSettings>, boolean][] = [
  ["as most shops begin", {}, false],
  ["where addresses collide", { winner: "hubspot" }, true],
  ["where contacts become customers", { createInShopify: true, consentFromHubspot: true }, true],
];

test.each(worlds)(
  `any history converges on PostgreSQL and over HTTP, %s (seed ${seed})`,
  { timeout: 600_000 },
  async (_name, settings, collisions) => {
    const property = fc.asyncProperty(scenarios({ ...overHttp, collisions }), async (scenario) => {
      await runScenario(await HttpScenarioWorld.begin(stage, settings), scenario);
    });

    const result = await fc.check(property, { numRuns: RUNS, seed });

    expect(result.failed ? `${result.errorInstance}\n${fc.defaultReportMessage(result)}` : null).toBeNull();
    expect(result.numRuns).toBe(RUNS);
  },
);
