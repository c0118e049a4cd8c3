import { openTestDatabase } from "#tests/support/database.ts";
import { portBlock, startStack } from "../../bin/start-stack.ts";

// What the browser tests run against, started and stopped by Playwright: the sample shop, nothing installed yet.
const database = await openTestDatabase();
const ports = portBlock(Number(process.argv[2]));
const stack = await startStack({ ports, databaseUrl: database.url, logFolder: ".data/test-logs/e2e" });
console.log(JSON.stringify(stack.sandbox.urls));

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, async () => {
    await stack.stop();
    await database.close();
    process.exit(0);
  });
}
