import type { Pause } from "#app/sync/access-ports.ts";

/** Waits so many milliseconds of real time. */
export const pause: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
