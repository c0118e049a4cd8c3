import { sampleShopDir } from "#sandbox/data/generate-sample-shop.ts";
import { DEMO_SHOP, SECOND_SHOP } from "#sandbox/start-sandbox.ts";
import { openTestDatabase } from "#tests/support/database.ts";
import { portBlock, startStack } from "../../bin/start-stack.ts";

// What the browser tests run against, started and stopped by Playwright: the sample shop, nothing installed yet.
const database = await openTestDatabase();
const shops = [{ ...DEMO_SHOP, dataDir: sampleShopDir }, SECOND_SHOP];
const ports = portBlock(Number(process.argv[2]));
const stack = await startStack({
  ports,
  databaseUrl: database.url,
  logFolder: ".data/test-logs/e2e",
  sandbox: { shops },
});
console.log(JSON.stringify(stack.sandbox.urls));

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, async () => {
    await stack.stop();
    await database.close();
    process.exit(0);
  });
}
