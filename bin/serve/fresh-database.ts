import pg from "pg";
import { deployMigrations } from "#app/store/migrate.server.ts";

/**
 * Makes an empty, migrated database, dropping one of that name: the stand-ins begin anew at each start, so the database does too.
 * @param url of any database of the server.
 * @returns the new database's url.
 */
export async function freshDatabase(url: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    await admin.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
  const target = new URL(url);
  target.pathname = `/${name}`;
  await deployMigrations(target.href);
  return target.href;
}
