import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { installJobTables } from "./migrations/install-job-tables.ts";
import {
  filters,
  lockFile,
  migrationsDir,
  openSchemaEngine,
  readMigrations,
  readSchema,
  schemaPath,
} from "./migrations/schema-engine.ts";

// Any number that no other program uses on this database.
const deployLock = 7_263_361;

/**
 * Brings the database at `url` up to date: the app's migrations, then the job queue's own tables. Safe to repeat and to run from several
 * processes at once.
 * @returns names of the migrations that were applied.
 * @throws Error with the failed migration's message.
 */
export async function deployMigrations(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [deployLock]);
    const { rows } = await client.query<{ server_version_num: string }>("show server_version_num");
    const version = Number(rows[0]?.server_version_num);
    if (version < 150_000)
      throw new Error(`Tandem needs PostgreSQL 15 or newer; this server is ${Math.floor(version / 10_000)}.`);
    const engine = await openSchemaEngine(url);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: readMigrations(), filters });
    await installJobTables(url);
    return appliedMigrationNames;
  } finally {
    await client.end();
  }
}

export interface MigrationStatus {
  readonly upToDate: boolean;
  readonly missing: readonly string[];
  readonly edited: readonly string[];
  readonly failed: readonly string[];
}

/** Compares the migrations on disk with those the database at `url` has. */
export async function readMigrationStatus(url: string): Promise<MigrationStatus> {
  const engine = await openSchemaEngine(url);
  const found = await engine.diagnoseMigrationHistory({
    migrationsList: readMigrations(),
    optInToShadowDatabase: false,
    filters,
  });
  const missing =
    found.history && "unappliedMigrationNames" in found.history ? found.history.unappliedMigrationNames : [];
  const { editedMigrationNames: edited, failedMigrationNames: failed } = found;
  return { upToDate: found.history === null && edited.length === 0 && failed.length === 0, missing, edited, failed };
}

/** The SQL that takes the migrations to `schema.prisma`, null when they agree. Replays them on an empty database beside the one at `url`. */
export async function findDrift(url: string): Promise<string | null> {
  const engine = await openSchemaEngine(url);
  const migrations = readMigrations();
  const found = await engine.diff({
    from: migrations.migrationDirectories.length > 0 ? { tag: "migrations", ...migrations } : { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [{ path: schemaPath, content: readSchema() }] },
    script: true,
    exitCode: true,
    filters,
  });
  return found.exitCode === 0 ? null : (found.stdout ?? "");
}

/**
 * Writes the migration that takes the migrations on disk to `schema.prisma`. New tables still need their row security, policies and
 * grants, which Prisma's schema cannot express: a test fails without them.
 * @returns the file's path, null when nothing differs.
 */
export async function createMigration(url: string, name: string): Promise<string | null> {
  if (!/^[a-z0-9_]+$/.test(name))
    throw new Error(`"${name}" is no name for a migration: use small letters, digits and "_".`);
  const sql = await findDrift(url);
  if (sql === null) return null;
  const next = String(readMigrations().migrationDirectories.length + 1).padStart(4, "0");
  const dir = join(migrationsDir, `${next}_${name}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(migrationsDir, lockFile.path), lockFile.content);
  const path = join(dir, "migration.sql");
  writeFileSync(path, sql);
  return path;
}
