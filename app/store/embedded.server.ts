import type { EmbeddedServer } from "./embedded/embedded-server.ts";
import { startEmbedded } from "./embedded/embedded-server.ts";

/** An open door to a database. `stop` ends this process's use of a built-in server and does nothing to one that was given. */
export type Database = EmbeddedServer;

/**
 * The database to use: `DATABASE_URL` when it is set, else the built-in PostgreSQL in `dir`, started or adopted.
 * For entry points: call `stop` after everything else has ended.
 */
export async function openDatabase(
  env: Readonly<Record<string, string | undefined>>,
  dir = ".data/postgres",
): Promise<Database> {
  const url = env["DATABASE_URL"];
  if (url) return { url, stop: async () => undefined };
  return await startEmbedded(dir);
}
