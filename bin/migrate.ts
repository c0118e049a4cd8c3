import { generateKey } from "@47ng/cloak";
import { openDatabase } from "#app/store/embedded.server.ts";
import { createMigration, deployMigrations, findDrift, readMigrationStatus } from "#app/store/migrate.server.ts";

const usage = `npm run migrate -- deploy        bring the database up to date
npm run migrate -- status        compare the database with the migrations (ends with 1 when they differ)
npm run migrate -- drift         compare prisma/schema.prisma with the migrations (ends with 1 when they differ)
npm run migrate -- create NAME   write a migration for what differs
npm run migrate -- key           print a new encryption key for TANDEM_ENCRYPTION_KEYS`;

async function run(url: string, command: string, name: string | undefined): Promise<number> {
  if (command === "deploy") {
    const applied = await deployMigrations(url);
    console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
    return 0;
  }
  if (command === "status") {
    const status = await readMigrationStatus(url);
    if (status.upToDate) console.log("The database is up to date.");
    else
      console.log(`Missing: ${list(status.missing)}. Edited: ${list(status.edited)}. Failed: ${list(status.failed)}.`);
    return status.upToDate ? 0 : 1;
  }
  if (command === "drift") {
    const sql = await findDrift(url);
    console.log(sql ?? "The schema and the migrations agree.");
    return sql === null ? 0 : 1;
  }
  if (command === "create" && name) {
    const path = await createMigration(url, name);
    console.log(path ? `Wrote ${path}.` : "Nothing to write: the schema and the migrations agree.");
    return 0;
  }
  console.error(usage);
  return 2;
}

function list(names: readonly string[]): string {
  return names.length > 0 ? names.join(", ") : "none";
}

async function main(): Promise<number> {
  const [command = "", name] = process.argv.slice(2);
  if (command === "key") {
    console.log(generateKey());
    return 0;
  }
  if (!["deploy", "status", "drift", "create"].includes(command)) {
    console.error(usage);
    return 2;
  }
  const database = await openDatabase(process.env);
  try {
    return await run(database.url, command, name);
  } finally {
    await database.stop();
  }
}

const code = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
// The schema engine leaves a ten-second timer behind.
process.exit(code);
