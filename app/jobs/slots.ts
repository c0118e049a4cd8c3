import type { Lane } from "#app/sync/record.ts";

/** How many jobs a process works on at once, over all queues. */
export interface Slots {
  /** Runs `fn` when a slot is free. Live jobs go first, and one slot is never given to bulk work. */
  run<T>(lane: Lane, fn: () => Promise<T>): Promise<T>;
}

export function createSlots(total: number): Slots {
  const waiting: Record<Lane, (() => void)[]> = { live: [], bulk: [] };
  const forBulk = Math.max(1, total - 1);
  let [used, usedByBulk] = [0, 0];
  const mayStart = (lane: Lane) => used < total && (lane === "live" || usedByBulk < forBulk);
  const startNext = () => {
    for (const lane of ["live", "bulk"] as const) {
      while (mayStart(lane)) {
        const start = waiting[lane].shift();
        if (!start) break;
        used += 1;
        if (lane === "bulk") usedByBulk += 1;
        start();
      }
    }
  };
  return {
    async run(lane, fn) {
      await new Promise<void>((start) => {
        waiting[lane].push(start);
        startNext();
      });
      try {
        return await fn();
      } finally {
        used -= 1;
        if (lane === "bulk") usedByBulk -= 1;
        startNext();
      }
    },
  };
}
