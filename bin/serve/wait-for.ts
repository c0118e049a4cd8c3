import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks again until `holds` answers true. An error of `holds` ends the wait at once.
 * @throws when it has not come true within `withinMs`, naming what was waited for.
 */
export async function waitFor(
  what: string,
  withinMs: number,
  holds: () => Promise<boolean>,
  everyMs = 50,
): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`Waited ${withinMs / 1000} s for ${what}, in vain.`);
    await pause(everyMs);
  }
}
