import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readReport } from "./read-report.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: object): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

const fileOf = (name: string, ...statuses: string[]) => ({
  name: resolve(name),
  status: statuses.includes("failed") ? "failed" : "passed",
  assertionResults: statuses.map((status, n) => ({
    ...{ fullName: `does ${n}`, status },
    ...(status === "failed" && { failureMessages: ["Error: one is not two\n    at somewhere"] }),
  })),
});

test("tests and flows are added up, and each failure is named with its error", () => {
  write("vitest.json", { testResults: [fileOf("a.test.ts", "passed", "failed"), fileOf("b.test.ts", "passed")] });
  write("browser-tests-home.json", { stats: { expected: 3, unexpected: 1, flaky: 0 } });

  const report = readReport(folder);

  expect(report).toMatchObject({ passed: 5, failed: 2, failedFiles: ["a.test.ts"] });
  expect(report.failures).toEqual(["a.test.ts › does 1\n    Error: one is not two\n        at somewhere"]);
});

test("a file that was run again counts as it ended then", () => {
  write("vitest.json", { testResults: [fileOf("a.test.ts", "passed", "failed"), fileOf("b.test.ts", "passed")] });
  write("vitest-again.json", { testResults: [fileOf("a.test.ts", "passed", "passed")] });

  expect(readReport(folder)).toEqual({ passed: 3, failed: 0, failedFiles: [], failures: [] });
});

test("a file that could not be loaded is a failure with its reason", () => {
  const testResults = [
    { name: resolve("c.test.ts"), status: "failed", message: "No such module", assertionResults: [] },
  ];
  write("vitest.json", { testResults });

  expect(readReport(folder)).toEqual({
    ...{ passed: 0, failed: 1, failedFiles: ["c.test.ts"] },
    failures: ["c.test.ts\n    No such module"],
  });
});

test("nothing written is nothing passed", () => {
  expect(readReport(folder)).toMatchObject({ passed: 0, failed: 0 });
});
