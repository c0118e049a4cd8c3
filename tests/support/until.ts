import { setTimeout as wait } from "node:timers/promises";

/** Waits for a condition. @throws Error that names it when it does not hold in time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, deadlineMs = 10_000): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Waited ${deadlineMs} ms in vain: ${what}.`);
    await wait(5);
  }
}
