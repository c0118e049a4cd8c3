import type { Clock } from "#app/sync/ports.ts";

/** The machine's clock. Everything else takes a clock as an argument. */
export const systemClock: Clock = { now: () => new Date() };
