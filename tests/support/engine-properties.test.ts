import fc from "fast-check";
import { expect, test } from "vitest";
import type { ObjectSettings } from "#app/sync/ports.ts";
import { everything, scenarios } from "./engine-scenarios.ts";
import { MemoryScenarioWorld } from "./memory/memory-scenario-world.ts";
import { runScenario } from "./run-scenario.ts";

const RUNS = Number(process.env.ENGINE_RUNS ?? 350);
// The same histories at every run, so that what fails is a change; ENGINE_SEED draws others.
const seed = Number(process.env.ENGINE_SEED ?? 20_261_121);

const worlds: readonly [string, Partial<ObjectSettings>, boolean][] = [
  ["as most shops begin", {}, false],
  ["where addresses collide", { winner: "hubspot" }, true],
  ["where contacts become customers", { createInShopify: true, consentFromHubspot: true }, true],
];

test.each(worlds)(
  `any history converges, %s (seed ${seed})`,
  { timeout: 300_000 },
  async (_name, settings, collisions) => {
    const lag = fc.nat({ max: 30_000 });
    const claimAtMost = fc.constantFrom(1, 1, 2, 100);
    const history = scenarios({ ...everything, collisions });
    const property = fc.asyncProperty(history, lag, claimAtMost, async (scenario, searchLagMs, atMost) => {
      await runScenario(new MemoryScenarioWorld(settings, searchLagMs, atMost), scenario);
    });

    const result = await fc.check(property, { numRuns: RUNS, seed });

    expect(result.failed ? `${result.errorInstance}\n${fc.defaultReportMessage(result)}` : null).toBeNull();
    expect(result.numRuns).toBe(RUNS);
  },
);
