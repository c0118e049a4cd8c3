import { existsSync, globSync, readFileSync } from "node:fs";

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Adds up what the tools have written to the folder: vitest's report, and Playwright's of each file of flows. */
export function readCounts(folder: string): Counts {
  const vitest = read<{ numPassedTests: number; numFailedTests: number }>(`${folder}/vitest.json`);
  const flows = globSync(`${folder}/browser-tests-*.json`).flatMap((file) => {
    return read<{ stats: { expected: number; unexpected: number; flaky: number } }>(file)?.stats ?? [];
  });
  return {
    passed: flows.reduce((sum, { expected }) => sum + expected, vitest?.numPassedTests ?? 0),
    failed: flows.reduce((sum, { unexpected, flaky }) => sum + unexpected + flaky, vitest?.numFailedTests ?? 0),
  };
}

function read<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}
