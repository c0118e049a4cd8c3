import { readEnv } from "#app/env.server.ts";

/**
 * Ends the process with a list of what is wrong with its environment, before anything is started. Without DATABASE_URL the built-in
 * database is meant.
 */
export function requireEnv(): void {
  try {
    readEnv({ ...process.env, DATABASE_URL: process.env["DATABASE_URL"] || "postgresql://built-in" });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}
