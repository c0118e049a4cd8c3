import { globSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { activeConnection } from "#app/store/connections.server.ts";
import { findOutcomes } from "#app/store/records.server.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import { browserLaunch } from "#tests/support/browser-launch.ts";
import { startTestStack } from "#tests/support/test-stack.ts";
import { fillShop } from "./support/fill-shop.ts";
import type { Visit } from "./support/measure-screen.ts";
import { measureScreen, measureScripts } from "./support/measure-screen.ts";

const size = { records: 50_000, failing: 2_000 };
const visits = 5;

/** Each screen's route folder with the paths to visit; `:record` is the id of a record in sync. A screen without a path here is an error. */
const paths: Readonly<Record<string, readonly string[]>> = {
  "app._index": ["/app"],
  "app.sync._index": ["/app/sync"],
  "app.sync.$object": ["/app/sync/customers", "/app/sync/customers?tab=fields", "/app/sync/orders?tab=stages"],
  "app.health._index": ["/app/health", "/app/health?object=customers&status=failing&reason=invalid_email"],
  "app.records._index": ["/app/records", "/app/records?object=customers&status=failing"],
  "app.records.$id": ["/app/records/:record"],
  "app.activity": ["/app/activity"],
  "app.discover": ["/app/discover"],
  "app.connection": ["/app/connection"],
  "app.notifications": ["/app/notifications"],
  "app.invitation": ["/app/invitation"],
};
const showsPage = /export default function/;

/**
 * What a merchant's browser measures on each screen of a shop with 50,000 records, 2,000 of them failing: web vitals, the server's time and
 * the JavaScript sent, medians of several visits with an empty cache. Aimed at: LCP 1,000 ms, CLS 0.02, INP 100 ms.
 */
export default async function web(): Promise<void> {
  checkPaths();
  const stack = await startTestStack({ shops: [{ ...DEMO_SHOP }] });
  const browser = await chromium.launch(browserLaunch);
  try {
    const merchant = createMerchant(stack.sandbox);
    await merchant.install();
    await merchant.connectHubspot();
    // Its sweeps would ask the vendors for records that they do not have.
    stack.worker().kill("SIGTERM");
    const { db } = stack.database;
    const connection = await activeConnection(db, DEMO_SHOP.domain);
    if (!connection) throw new Error("The shop is not connected.");
    await fillShop(db, connection, size);
    const [record] = await findOutcomes(db, connection, "customers", { status: "in_sync", limit: 1 });
    const rows: Record<string, object> = {};
    for (const path of Object.values(paths).flat()) {
      const url = `${stack.sandbox.origins.admin}/store/demo-shop/apps/tandem${path.replace(":record", record?.id ?? "")}`;
      // Goes first: a server that has just started has compiled nothing yet.
      const scripts = await measureScripts(browser, url);
      const seen: Visit[] = [];
      for (let n = 0; n < visits; n += 1) seen.push(await measureScreen(browser, url));
      rows[path] = { ...summarize(seen), "JavaScript kB": Math.round(scripts) };
    }
    console.table(rows);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

function checkPaths(): void {
  const screens = globSync("app/routes/app.*/route.tsx")
    .filter((file) => showsPage.test(readFileSync(file, "utf8")))
    .map((file) => file.split("/")[2] ?? "")
    .filter((name) => name !== "app.$");
  const unknown = screens.filter((name) => !(name in paths));
  if (unknown.length > 0) throw new Error(`Say in tests/bench/web.ts which paths to visit of ${unknown.join(", ")}.`);
}

function summarize(seen: readonly Visit[]) {
  const median = (of: (visit: Visit) => number) => {
    const sorted = seen.map(of).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return {
    "LCP ms": Math.round(median(({ lcpMs }) => lcpMs)),
    CLS: Number(median(({ cls }) => cls).toFixed(3)),
    "INP ms": Math.round(median(({ inpMs }) => inpMs)),
    "server ms": Math.round(median(({ serverMs }) => serverMs)),
  };
}
