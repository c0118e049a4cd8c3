import { defineConfig } from "vitest/config";

const setupFiles = ["tests/support/fail-on-console-error.ts"];
// What is waited for crosses sockets and real timeouts, and machines are busy: the defaults of a second and of five are too short. They end
// what hangs, and measure nothing.
const expect = { poll: { timeout: 30_000 } };

// unit: nothing outside the process · sandbox: the stand-ins over HTTP · integration: real PostgreSQL and the stand-ins
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "app/**/*.test.{ts,tsx}",
            "bin/**/*.test.ts",
            "extensions/**/*.test.ts",
            "tests/support/**/*.test.ts",
            "tests/architecture/**/*.test.ts",
          ],
          setupFiles,
          testTimeout: 60_000,
        },
      },
      { test: { name: "sandbox", include: ["sandbox/**/*.test.ts"], setupFiles, expect, testTimeout: 60_000 } },
      {
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts"],
          setupFiles,
          expect,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          setupFiles,
          expect,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
