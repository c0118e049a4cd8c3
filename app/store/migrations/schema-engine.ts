import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import { createMigratingAdapter } from "./migrating-adapter.ts";

export const schemaPath = "prisma/schema.prisma";
export const migrationsDir = "prisma/migrations";
export const lockFile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
export const filters = { externalTables: [], externalEnums: [] };

export function readSchema(): string {
  return readFileSync(schemaPath, "utf8");
}

/** The migrations on disk, in Prisma's own format and order. */
export function readMigrations() {
  const names = existsSync(migrationsDir)
    ? readdirSync(migrationsDir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  return {
    baseDir: migrationsDir,
    lockfile: lockFile,
    shadowDbInitScript: "",
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(join(migrationsDir, path, "migration.sql"), "utf8") },
      },
    })),
  };
}

/** Prisma's schema engine as WebAssembly, so that no program needs to be downloaded to create, apply or check migrations. */
export async function openSchemaEngine(url: string): Promise<SchemaEngine> {
  // The engine looks this up when it panics and would hide the reason without it.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => {
        throw new Error(`Prisma's schema engine failed: ${message}`);
      },
    },
  });
  const adapter = bindMigrationAwareSqlAdapterFactory(createMigratingAdapter(url));
  return await SchemaEngine.new({ datamodels: [[schemaPath, readSchema()]] }, () => undefined, adapter);
}
