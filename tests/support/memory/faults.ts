import { SyncError } from "#app/sync/errors.ts";
import type { Side } from "#app/sync/record.ts";
import type { FaultName } from "../scenario-world.ts";

/**
 * What goes wrong at a step: nothing, a failure that passes, a batch that the vendor refuses whole, or the death of the process. Faults of
 * requests on their way do nothing here.
 */
export type Fault = FaultName;

/** The process died here: nothing that it calls afterwards may have an effect. */
export class Crash extends Error {}

/** Deals out faults from a list, in order, one a step; when the list is through all goes well. */
export class Faults {
  #plan: Fault[] = [];
  #records: boolean[] = [];
  #dead = false;

  /** @param records whether the n-th record written from now on fails for a while */
  load(plan: readonly Fault[], records: readonly boolean[] = []): void {
    this.#plan = [...plan];
    this.#records = [...records];
  }

  /** A new process begins, and from here on all goes well unless loaded anew. */
  revive(): void {
    this.#dead = false;
  }

  calm(): void {
    this.load([]);
    this.revive();
  }

  /** @throws SyncError or Crash, as planned for this step. */
  strike(step: string, batchSize = 1): void {
    if (this.#dead) throw new Crash(step);
    const fault = this.#plan.shift() ?? "none";
    if (fault === "transient") throw new SyncError("transient", { code: "vendor_unavailable", afterMs: 2_000 });
    if (fault === "refused_batch" && batchSize > 1)
      throw new SyncError("permanent", { code: "vendor_refused", details: {} });
    if (fault !== "crash") return;
    this.#dead = true;
    throw new Crash(step);
  }

  recordFault(side: Side): SyncError | null {
    if (!this.#records.shift()) return null;
    return new SyncError("transient", { code: "record_locked", details: { side }, afterMs: 2_000 });
  }

  /** The same object, with a step before and after each of its methods at which the process may die. */
  wrap<T extends object>(target: T, name: string): T {
    return new Proxy(target, {
      get: (object, key) => {
        const value: unknown = Reflect.get(object, key, object);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          this.#die(`${name}.${String(key)}`);
          const result: unknown = await Reflect.apply(value, object, args);
          this.#die(`${name}.${String(key)}`);
          return result;
        };
      },
    });
  }

  // The database does not fail for a while here: only the process may die around it.
  #die(step: string): void {
    if (this.#dead) throw new Crash(step);
    if (this.#plan[0] !== "crash") return;
    this.#plan.shift();
    this.#dead = true;
    throw new Crash(step);
  }
}
