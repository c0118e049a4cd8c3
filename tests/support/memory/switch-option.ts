import type { MainObjectKey } from "#app/sync/record.ts";
import type { MemoryEngine } from "./memory-engine.ts";

/** Turns a switch of an object's settings as the merchant does: they bear a new version, and everything is synced anew. */
export async function switchOption(
  engine: MemoryEngine,
  object: MainObjectKey,
  option: string,
  isOn: boolean,
): Promise<void> {
  const tables = engine.tables.of(object);
  const { options, version } = tables.settings;
  tables.settings = { ...tables.settings, options: { ...options, [option]: isOn }, version: version + 1 };
  engine.startBackfill(object);
  await engine.quiet();
}
