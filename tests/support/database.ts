import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import type { Db } from "#app/store/db.server.ts";
import { openDb } from "#app/store/db.server.ts";
import type { EmbeddedServer } from "#app/store/embedded/embedded-server.ts";
import { startEmbedded } from "#app/store/embedded/embedded-server.ts";
import { deployMigrations } from "#app/store/migrate.server.ts";
import { withDatabaseName } from "#app/store/migrations/migrating-adapter.ts";
import { readMigrations } from "#app/store/migrations/schema-engine.ts";

const dir = ".data/test-postgres";
// Tests lose nothing when the machine falls over; without waiting for the disk they run several times faster.
const settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB"];

export interface TestDatabase {
  readonly url: string;
  readonly db: Db;
}

/**
 * A migrated, empty database of its own for the tests of a file. One server serves the whole run; each database is a copy of a template
 * that is migrated once per content of the migrations.
 */
export function withDatabase(options: { readonly max?: number } = {}): TestDatabase {
  let opened: (TestDatabase & { close: () => Promise<void> }) | undefined;
  beforeAll(async () => {
    opened = await openTestDatabase(options);
  });
  afterAll(async () => {
    await opened?.close();
  });
  const get = () => {
    if (!opened) throw new Error("The database is there from beforeAll on.");
    return opened;
  };
  return {
    get url() {
      return get().url;
    },
    get db() {
      return get().db;
    },
  };
}

/** The same outside vitest's hooks: for benches and for scripts that tests start. */
export async function openTestDatabase(
  options: { readonly max?: number } = {},
): Promise<TestDatabase & { close: () => Promise<void> }> {
  const server = await openTestServer();
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withAdmin(server.url, async (admin) => {
    const template = await ensureTemplate(server.url, admin);
    await admin.query(`create database ${name} template ${template}`);
  });
  const url = withDatabaseName(server.url, name);
  const db = openDb(url, options);
  return {
    url,
    db,
    close: async () => {
      await db.$disconnect();
      await withAdmin(server.url, (admin) => admin.query(`drop database if exists ${name} with (force)`));
      await server.stop();
    },
  };
}

/** The test run's server: `TEST_DATABASE_URL` when given (a role that may create databases and roles), else a built-in one. */
async function openTestServer(): Promise<EmbeddedServer> {
  const given = process.env["TEST_DATABASE_URL"];
  return given ? { url: given, stop: async () => undefined } : await startEmbedded(dir, settings);
}

async function ensureTemplate(serverUrl: string, admin: pg.Client): Promise<string> {
  const name = templateName();
  await admin.query("select pg_advisory_lock(7263362)");
  const { rowCount } = await admin.query("select 1 from pg_database where datname = $1 and datistemplate", [name]);
  if (rowCount === 0) {
    await dropLeftovers(admin);
    await admin.query(`create database ${name} template template0`);
    await deployMigrations(withDatabaseName(serverUrl, name));
    await admin.query(`alter database ${name} is_template true`);
  }
  await admin.query("select pg_advisory_unlock(7263362)");
  return name;
}

/** Templates of older migrations, and databases of runs that were killed. */
async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database d where datname like any (array['template\\_tandem\\_%', 'test\\_%', 'tandem\\_shadow\\_%'])
     and not exists (select 1 from pg_stat_activity a where a.datname = d.datname)`,
  );
  for (const { datname } of rows) {
    await admin.query(`alter database ${datname} is_template false`);
    await admin.query(`drop database if exists ${datname}`);
  }
}

function templateName(): string {
  const hash = createHash("sha256").update(JSON.stringify(readMigrations()));
  hash.update(readFileSync("app/store/migrations/install-job-tables.ts"));
  hash.update(readFileSync("node_modules/pg-boss/package.json"));
  return `template_tandem_${hash.digest("hex").slice(0, 16)}`;
}

async function withAdmin<T>(url: string, fn: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await fn(admin);
  } finally {
    await admin.end();
  }
}
