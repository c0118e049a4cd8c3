import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

type PgAdapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** The parts of adapter-pg that are repaired here; `performIO` is private there. */
interface Repairable {
  performIO(query: unknown): Promise<{ fields: { dataTypeID: number }[] }>;
  queryRaw(query: unknown): Promise<{ columnTypes: number[] }>;
  executeScript(script: string): Promise<void>;
}

const charType = 18;
const textType = 25;
// The pool is dropped soon after the last query: else the process lingers for ten seconds.
const pool = { idleTimeoutMillis: 50 };

/** The address of another database on the same server. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Prisma's PostgreSQL adapter, fit for Prisma's schema engine: it makes and drops the empty databases on which migrations are replayed. */
export function createMigratingAdapter(url: string): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString: url, ...pool });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => repair(await factory.connect()),
    connectToShadowDb: async () => {
      const shadow = await createShadow(url);
      const adapter = repair(await new PrismaPg({ connectionString: shadow.url, ...pool }).connect());
      const hangUp = adapter.dispose.bind(adapter);
      // adapter-pg's own shadow database drops itself before it hangs up.
      adapter.dispose = async () => {
        await hangUp();
        await shadow.drop();
      };
      return adapter;
    },
  };
}

async function createShadow(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `tandem_shadow_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name} template template0`);
  return {
    url: withDatabaseName(url, name),
    drop: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/**
 * Two repairs of adapter-pg 7.10 for the schema engine: PostgreSQL's internal type "char" is refused though the engine reads it as a
 * character, and a script is split at every ";", even inside a function's body, where the simple protocol takes it whole.
 */
function repair(adapter: PgAdapter): PgAdapter {
  const io = adapter as unknown as Repairable;
  const [perform, query] = [io.performIO.bind(io), io.queryRaw.bind(io)];
  let characters: number[] = [];
  io.performIO = async (sql) => {
    const result = await perform(sql);
    characters = [];
    for (const [index, field] of result.fields.entries()) {
      if (field.dataTypeID !== charType) continue;
      characters.push(index);
      field.dataTypeID = textType;
    }
    return result;
  };
  io.queryRaw = async (sql) => {
    const result = await query(sql);
    for (const index of characters) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  io.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
  return adapter;
}
