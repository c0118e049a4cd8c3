import { spawn } from "node:child_process";
import { globSync, mkdirSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { readReport } from "./test/read-report.ts";

// Everything that must hold: the checks, all tests, the browser flows (they alone with --browser). Goes on after a failure, and ends with
// the names of what failed and one line of counts.
const folder = ".cache/test-results";
for (const old of [folder, "test-results", "test-results-again"]) rmSync(old, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** arguments of a second try, for steps that have one */
  readonly again?: () => readonly string[];
}

/** Each file of browser flows is a story of its own, of a shop and a HubSpot account that nobody has used. */
const browserSteps = globSync("tests/e2e/*.spec.ts")
  .map((file) => basename(file, ".spec.ts"))
  .sort()
  .map((name): Step => {
    const args = ["node_modules/@playwright/test/cli.js", "test", `/${name}.spec.ts`, "--reporter=list,json"];
    // In a folder of its own: the trace of what failed first says as much as the second's.
    const again = [...args, `--output=test-results-again/${name}`];
    return { name: `browser tests: ${name}`, args: [...args, `--output=test-results/${name}`], again: () => again };
  });
const vitest = (name: string) => [
  ...["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"],
  `--outputFile.json=${folder}/${name}.json`,
];
const otherSteps: readonly Step[] = [
  { name: "checks", args: ["bin/check.ts"] },
  { name: "schema drift", args: ["bin/migrate.ts", "drift"] },
  {
    name: "tests",
    args: vitest("vitest"),
    again: () => [...vitest("vitest-again"), ...readReport(folder).failedFiles],
  },
];
const steps = process.argv.includes("--browser") ? browserSteps : [...otherSteps, ...browserSteps];

function runStep(name: string, args: readonly string[]): Promise<number> {
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${folder}/${name.replace(/\W+/g, "-")}.json` };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { stdio: ["ignore", "inherit", "inherit"], env });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

const failedSteps: string[] = [];
const secondTries: string[] = [];
for (const { name, args, again } of steps) {
  console.log(`\n── ${name}`);
  const before = performance.now();
  let code = await runStep(name, args);
  // What waits for real sockets and browsers may lose its way once on a busy machine. A second try, of the files that failed, is told of.
  if (code !== 0 && again) {
    const { failures } = readReport(folder);
    secondTries.push(...(name === "tests" ? failures : [name]));
    console.log(`── ${name}: once more`);
    code = await runStep(name, again());
  }
  if (code !== 0) failedSteps.push(name);
  console.log(`── ${name}: ${((performance.now() - before) / 1000).toFixed(0)} s`);
}

const report = readReport(folder);
// A step that fails without a failed test (types, drift, a crash) counts as one failure.
const failed = Math.max(report.failed, failedSteps.length);
if (secondTries.length > 0) console.log(`\nTried twice, because the first try failed:\n${secondTries.join("\n")}`);
if (report.failures.length > 0) console.log(`\nFailed twice:\n${report.failures.join("\n")}`);
console.log(failedSteps.length > 0 ? `\nFailed: ${failedSteps.join(", ")}` : "\nAll steps passed.");
console.log(`${report.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || report.passed === 0 ? 1 : 0;
