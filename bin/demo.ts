import { resolve } from "node:path";
import { openDatabase } from "#app/store/embedded.server.ts";
import { sampleShopDir } from "#sandbox/data/generate-sample-shop.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_SHOP, SECOND_SHOP } from "#sandbox/start-sandbox.ts";
import { progressDrawer } from "./demo/draw-progress.ts";
import { measure } from "./demo/measure.ts";
import { allObjects, setUp, watchUntilInStep } from "./demo/play.ts";
import type { DemoOptions } from "./demo/read-options.ts";
import { readOptions } from "./demo/read-options.ts";
import { describeReport, findGaps } from "./demo/report.ts";
import { freshDatabase } from "./serve/fresh-database.ts";
import { portBlock, startStack } from "./start-stack.ts";

// Everything on one machine without an account: both stand-ins, web and worker, a shop that installs, connects and syncs by itself.
const say = (text: string) => void process.stderr.write(`${text}\n`);
const inStepWithinMs = 30 * 60_000;

async function demo(options: DemoOptions): Promise<void> {
  const server = await openDatabase({}, ".data/demo-postgres");
  const logFolder = `.data/demo-logs/${options.port}`;
  const databaseUrl = await freshDatabase(server.url, `tandem_demo_${options.port}`);
  const stack = await startStack({
    ports: portBlock(options.port),
    databaseUrl,
    logFolder,
    development: options.dev,
    sandbox: {
      shops: [{ ...DEMO_SHOP, dataDir: options.data ? resolve(options.data) : sampleShopDir }, SECOND_SHOP],
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
    await setUp(merchant, say, allObjects);
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

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await demo(options);
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}
