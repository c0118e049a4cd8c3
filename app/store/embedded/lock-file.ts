import { randomUUID } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const mine = new Set<string>();

/** Whether the process that wrote this mark still runs. A mark with our own pid that we did not write is a dead namesake's. */
export function isMarkAlive(mark: string): boolean {
  const pid = Number(mark.split(":")[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return mine.has(mark);
  return isProcessAlive(pid);
}

/** A text that names this process and use of it: `pid:uuid`. */
export function makeMark(): string {
  const mark = `${process.pid}:${randomUUID()}`;
  mine.add(mark);
  return mark;
}

export function forgetMark(mark: string): void {
  mine.delete(mark);
}

export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Runs `fn` while no other process on this machine runs one under the same lock file. A lock that a killed process left is broken.
 * @throws Error that names the lock file when its holder does not let go within `timeoutMs`.
 */
export async function withLockFile<T>(dir: string, timeoutMs: number, fn: () => Promise<T>): Promise<T> {
  const path = join(dir, "lock");
  const mark = makeMark();
  const deadline = Date.now() + timeoutMs;
  while (!(await tryLock(path, mark))) {
    await breakDeadLock(dir, path);
    if (Date.now() > deadline) {
      throw new Error(
        `Another process holds ${path} and has not let go in ${timeoutMs / 1000} s. Remove the file if no Tandem process runs.`,
      );
    }
    await wait(20);
  }
  try {
    return await fn();
  } finally {
    await rm(path, { force: true });
    forgetMark(mark);
  }
}

/** The file appears with its content in one step, so that nobody reads a lock without a holder. */
async function tryLock(path: string, mark: string): Promise<boolean> {
  const draft = `${path}.${mark.split(":")[1]}`;
  const file = await open(draft, "w");
  await file.writeFile(mark);
  await file.close();
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Only who creates the breaker's file of exactly this dead mark may remove the lock, and it looks again before: else two
 * processes that both saw the dead lock could remove each other's fresh one.
 */
async function breakDeadLock(dir: string, path: string): Promise<void> {
  const seen = await readIfThere(path);
  if (seen === null || isMarkAlive(seen)) return;
  const breaker = join(dir, `break-${seen.replace(":", "-")}`);
  const file = await open(breaker, "wx").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return null;
    throw error;
  });
  if (file === null) return;
  await file.close();
  if ((await readIfThere(path)) === seen) await rm(path, { force: true });
  await rm(breaker, { force: true });
}

export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
