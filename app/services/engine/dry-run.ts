import { SyncError } from "#app/sync/errors.ts";
import type { Vendors } from "#app/sync/ports.ts";
import type { BatchInput, EngineContext, EngineDeps } from "./context.ts";
import { openContext } from "./context.ts";

/** The surroundings of a batch that is only planned: it takes no lock, and a write at a vendor, if there were one, would be refused. */
export function openDryRun(deps: EngineDeps, input: Omit<BatchInput, "leaseId" | "trustsAnswers">): EngineContext {
  const vendors = withoutWrites(deps.vendors);
  const opened = openContext({ ...deps, vendors }, { ...input, leaseId: "", trustsAnswers: false });
  return {
    ...opened,
    mayCarryDeletions: false,
    mayWrite: async () => false,
    lock: async (keys) => new Set(keys),
  };
}

async function refuse(): Promise<never> {
  throw new SyncError("bug", { code: "dry_run_writes" });
}

function withoutWrites(vendors: Vendors): Vendors {
  return {
    ...vendors,
    records: (...asked) => ({ ...vendors.records(...asked), write: refuse }),
    consents: () => ({ set: refuse }),
    associations: () => ({ write: refuse, remove: refuse }),
    archives: () => ({ archive: refuse }),
  };
}
