import { Crash } from "#tests/support/memory/faults.ts";
import type { FaultName } from "#tests/support/scenario-world.ts";

/** A request of the product's to a vendor, about to leave. */
export interface Departure {
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

/** What goes wrong in one piece of work, step by step, and what a person does in the midst of it. Shared by the processes at work. */
export class Turns {
  readonly #faults: FaultName[];
  readonly #locked: boolean[];
  readonly #after: number;
  #meanwhile: (() => Promise<void>) | null;
  #turn = 0;

  constructor(
    faults: readonly FaultName[] = [],
    locked: readonly boolean[] = [],
    after = 0,
    meanwhile: (() => Promise<void>) | null = null,
  ) {
    this.#faults = [...faults];
    this.#locked = [...locked];
    this.#after = after;
    this.#meanwhile = meanwhile;
  }

  /** One turn more; the person acts when theirs has come. */
  async pass(): Promise<void> {
    this.#turn += 1;
    if (this.#turn > this.#after) await this.meet();
  }

  /** The person acts, if they have not yet. */
  async meet(): Promise<void> {
    const act = this.#meanwhile;
    this.#meanwhile = null;
    await act?.();
  }

  nextFault(): FaultName {
    return this.#faults.shift() ?? "none";
  }

  /** The database does not fail for a while here: only the process may die around it. Faults of requests wait for one. */
  takesCrash(): boolean {
    const [next] = this.#faults;
    if (next === "none" || next === "crash") this.#faults.shift();
    return next === "crash";
  }

  /** Whether the next request that writes finds its records locked. */
  isLocked(): boolean {
    return this.#locked.shift() ?? false;
  }
}

/** A process of the product that may be killed at any step. Once it is, nothing that it calls has an effect. */
export class ProductProcess {
  readonly turns: Turns;
  readonly #arm: (fault: FaultName | "locked", departure: Departure) => void;
  #dead = false;

  constructor(turns: Turns, arm: (fault: FaultName | "locked", departure: Departure) => void) {
    this.turns = turns;
    this.#arm = arm;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Before a request leaves. @throws Crash when the process is dead: then it never leaves. */
  async depart(departure: Departure): Promise<void> {
    if (this.#dead) throw new Crash(departure.path);
    await this.turns.pass();
    const fault = this.turns.nextFault();
    // Killed while it waits for the answer: the vendor still does what it was asked to.
    if (fault === "crash") this.#dead = true;
    else if (fault !== "none") this.#arm(fault, departure);
    else if (isWrite(departure) && this.turns.isLocked()) this.#arm("locked", departure);
  }

  /** The same object, with a step before and after each of its methods at which the process may die. */
  wrap<T extends object>(target: T, name: string): T {
    return new Proxy(target, {
      get: (object, key) => {
        const value: unknown = Reflect.get(object, key, object);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          await this.turns.pass();
          // With this every job begins: a death there would use up the plan and show nothing.
          if (key === "settings" && !this.#dead) return await Reflect.apply(value, object, args);
          this.#mayDie(`${name}.${String(key)}`);
          const result: unknown = await Reflect.apply(value, object, args);
          this.#mayDie(`${name}.${String(key)}`);
          return result;
        };
      },
    });
  }

  #mayDie(step: string): void {
    if (!this.#dead && this.turns.takesCrash()) this.#dead = true;
    if (this.#dead) throw new Crash(step);
  }
}

function isWrite({ path }: Departure): boolean {
  return /\/batch\/(create|update|upsert)$/.test(path);
}
