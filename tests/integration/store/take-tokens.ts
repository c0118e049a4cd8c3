import { setTimeout as wait } from "node:timers/promises";
import { openDb } from "#app/store/db.server.ts";
import type { Budget } from "#app/sync/access-ports.ts";

// Takes tokens from several places at once until it has had enough, and tells when each was granted by the database's clock: ours may
// stand still while the machine is busy.
const [url = "", budgetText = "", enough = ""] = process.argv.slice(2);
const { vendor, scope, capacity, refillPerSec, reserve, windowMs } = JSON.parse(budgetText) as Budget;
const db = openDb(url, { max: 8 });
const grants: number[] = [];

async function take(): Promise<void> {
  while (grants.length < Number(enough)) {
    const [answer] = await db.$queryRaw<{ wait_ms: number; at: Date }[]>`
      select take_tokens(${vendor}, ${scope}, 1, true, ${capacity}::float8, ${refillPerSec}::float8, ${reserve}::float8,
        ${windowMs}::int) as wait_ms, clock_timestamp() as at`;
    if (answer?.wait_ms === 0) grants.push(answer.at.getTime());
    else await wait(answer?.wait_ms);
  }
}

await Promise.all(Array.from({ length: 8 }, take));
console.log(JSON.stringify(grants));
await db.$disconnect();
