import { toSyncError } from "#app/sync/errors.ts";
import type { RecordPort, RecordWrite, WriteResult } from "#app/sync/ports.ts";

/**
 * Writes a batch so that one poisonous record sinks only itself: a batch that the vendor refuses as a whole is halved until the record is
 * found. Writes are safe to repeat. A failure of the vendor as a whole becomes every record's transient failure.
 * @throws SyncError of kind reconnect.
 */
export async function writeIsolated(
  port: RecordPort,
  writes: readonly RecordWrite[],
): Promise<ReadonlyMap<string, WriteResult>> {
  try {
    return await port.write(writes);
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "reconnect") throw error;
    if (error.kind === "transient" || writes.length === 1)
      return new Map(writes.map(({ ref }) => [ref, { kind: "failed", error }]));
    const middle = Math.ceil(writes.length / 2);
    const first = await writeIsolated(port, writes.slice(0, middle));
    const second = await writeIsolated(port, writes.slice(middle));
    return new Map([...first, ...second]);
  }
}
