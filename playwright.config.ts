import { defineConfig, devices } from "@playwright/test";
import { browserLaunch } from "./tests/support/browser-launch.ts";

// Shopify's library answers 410 to a browser that calls itself headless.
const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const firstPort = Number(process.env.E2E_PORT ?? 4650);

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  reporter: "list",
  // One shop, one story: the flows follow each other.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    ...devices["Desktop Chrome"],
    userAgent,
    actionTimeout: 30_000,
    viewport: { width: 1280, height: 900 },
    baseURL: `http://127.0.0.1:${firstPort + 2}`,
    trace: "retain-on-failure",
    launchOptions: browserLaunch,
  },
  webServer: {
    command: `node tests/e2e/serve-stack.ts ${firstPort}`,
    url: `http://127.0.0.1:${firstPort + 1}/readyz`,
    reuseExistingServer: false,
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "pipe",
  },
});
