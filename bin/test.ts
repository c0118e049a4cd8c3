import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

// Everything that must hold: the checks, all tests, the browser flows. Goes on after a failure, and ends with one line of counts.
const folder = ".cache/test-results";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const steps = [
  { name: "checks", args: ["bin/check.ts"] },
  { name: "schema drift", args: ["bin/migrate.ts", "drift"] },
  {
    name: "tests",
    args: [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${folder}/vitest.json`,
    ],
  },
  { name: "browser tests", args: ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"] },
];

interface Counts {
  passed: number;
  failed: number;
}

function runStep(args: readonly string[]): Promise<number> {
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${folder}/playwright.json` };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { stdio: ["ignore", "inherit", "inherit"], env });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function readCounts(): Counts {
  const vitest = read<{ numPassedTests: number; numFailedTests: number }>("vitest.json");
  const playwright = read<{ stats: { expected: number; unexpected: number; flaky: number } }>("playwright.json");
  return {
    passed: (vitest?.numPassedTests ?? 0) + (playwright?.stats.expected ?? 0),
    failed: (vitest?.numFailedTests ?? 0) + (playwright ? playwright.stats.unexpected + playwright.stats.flaky : 0),
  };
}

function read<T>(name: string): T | null {
  const file = `${folder}/${name}`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}

const failedSteps: string[] = [];
for (const { name, args } of steps) {
  console.log(`\n── ${name}`);
  const before = performance.now();
  if ((await runStep(args)) !== 0) failedSteps.push(name);
  console.log(`── ${name}: ${((performance.now() - before) / 1000).toFixed(0)} s`);
}

const counts = readCounts();
// A step that fails without a failed test (types, drift, a crash) counts as one failure.
const failed = Math.max(counts.failed, failedSteps.length);
console.log(failedSteps.length > 0 ? `\nFailed: ${failedSteps.join(", ")}` : "\nAll steps passed.");
console.log(`${counts.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || counts.passed === 0 ? 1 : 0;
