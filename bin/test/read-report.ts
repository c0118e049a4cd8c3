import { existsSync, globSync, readFileSync } from "node:fs";
import { relative } from "node:path";

/** What vitest writes about a file of tests; a file that could not be loaded has no tests, and says why in its message. */
interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly assertionResults: readonly TestReport[];
}

interface TestReport {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

interface FlowStats {
  readonly expected: number;
  readonly unexpected: number;
  readonly flaky: number;
}

export interface Report {
  readonly passed: number;
  readonly failed: number;
  /** files of vitest with a failure, as a command takes them */
  readonly failedFiles: readonly string[];
  /** one text for each failed test of vitest: file, name and the first words of its error */
  readonly failures: readonly string[];
}

/**
 * Adds up what the tools have written to the folder: vitest's reports (`vitest.json`; a file that stands in `vitest-again.json` counts as it
 * does there), and Playwright's of each file of flows.
 */
export function readReport(folder: string): Report {
  const reports = ["vitest.json", "vitest-again.json"].map((name) => readFiles(`${folder}/${name}`));
  const files = [...new Map(reports.flat().map((file) => [file.name, file])).values()];
  const flows = globSync(`${folder}/browser-tests-*.json`).flatMap((file) => read<{ stats: FlowStats }>(file) ?? []);
  const passed = files.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === "passed"));
  const bad = files.filter(({ status }) => status === "failed");
  const failures = bad.flatMap(failuresOf);
  return {
    passed: flows.reduce((sum, { stats }) => sum + stats.expected, passed.length),
    failed: flows.reduce((sum, { stats }) => sum + stats.unexpected + stats.flaky, failures.length),
    failedFiles: bad.map(({ name }) => relative(process.cwd(), name)),
    failures,
  };
}

function failuresOf({ name, message, assertionResults }: FileReport): readonly string[] {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter(({ status }) => status === "failed");
  if (failed.length === 0) return [`${file}\n${shorten(message)}`];
  return failed.map(({ fullName, failureMessages }) => `${file} › ${fullName}\n${shorten(failureMessages?.[0])}`);
}

const linesOfError = 12;

function shorten(message = "(no message)"): string {
  const lines = message.split("\n").slice(0, linesOfError);
  return lines.map((line) => `    ${line}`).join("\n");
}

function readFiles(file: string): readonly FileReport[] {
  return read<{ testResults: readonly FileReport[] }>(file)?.testResults ?? [];
}

function read<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}
