import { resolve } from "node:path";
import pg from "pg";
import { openDatabase } from "#app/store/embedded.server.ts";
import { deployMigrations } from "#app/store/migrate.server.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { progressDrawer } from "./demo/draw-progress.ts";
import { measure } from "./demo/measure.ts";
import { setUp, watchUntilInStep } from "./demo/play.ts";
import type { DemoOptions } from "./demo/read-options.ts";
import { readOptions } from "./demo/read-options.ts";
import { describeReport, findGaps } from "./demo/report.ts";
import { startStack } from "./start-stack.ts";

// Everything on one machine without an account: both stand-ins, web and worker, a shop that installs, connects and syncs by itself.
const say = (text: string) => void process.stderr.write(`${text}\n`);
const inStepWithinMs = 30 * 60_000;

async function demo(options: DemoOptions): Promise<void> {
  const server = await openDatabase({}, ".data/demo-postgres");
  const logFolder = `.data/demo-logs/${options.port}`;
  const databaseUrl = await freshDatabase(server.url, `tandem_demo_${options.port}`);
  const [app, web, shopify, hubspot, worker] = [0, 1, 2, 3, 4].map((step) => options.port + step) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const stack = await startStack({
    ports: { app, web, shopify, hubspot, worker },
    databaseUrl,
    logFolder,
    sandbox: {
      ...(options.data && { dataDir: resolve(options.data) }),
      ...(options.hubspot && { hubspotUrl: options.hubspot }),
    },
  });
  const stop = async () => {
    await stack.stop();
    await server.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));

  for (const { file, row, reason } of stack.sandbox.problems) say(`${file}, row ${row}: ${reason}`);
  try {
    const merchant = createMerchant(stack.sandbox);
    const startedAt = performance.now();
    await setUp(merchant, say);
    const progress = await watchUntilInStep(merchant, progressDrawer(), () => stack.sandbox.isIdle(), inStepWithinMs);
    const report = await measure(stack, progress, (performance.now() - startedAt) / 1000);
    say(`\n${describeReport(report)}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    const gaps = findGaps(report);
    if (gaps.length > 0) {
      say(`Not in step: ${gaps.join("; ")}. Logs: ${logFolder}`);
      process.exitCode = 1;
    }
    if (options.once) await stop();
    else say(`Logs: ${logFolder}. Ctrl+C ends the demo.`);
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message}\nLogs: ${logFolder}`, { cause: error });
  }
}

// The stand-ins begin anew at each start, so the database does too.
async function freshDatabase(url: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  await admin.end();
  const target = new URL(url);
  target.pathname = `/${name}`;
  await deployMigrations(target.href);
  return target.href;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await demo(options);
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}
