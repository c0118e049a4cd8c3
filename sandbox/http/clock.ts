/** The stand-in's own time: real time plus what tests have skipped, so that nobody waits for an expiry or a retry. */
export interface Clock {
  /** Milliseconds since 1970 on this clock. */
  now(): number;
  /** Moves time forward and runs everything that has become due, oldest first. */
  advance(byMs: number): void;
  /** Runs `task` once `now()` reaches `dueAt`; the returned function cancels it. */
  at(dueAt: number, task: () => void): () => void;
  /** Waits until `byMs` have passed on this clock. */
  wait(byMs: number): Promise<void>;
  /** How many tasks are waiting. */
  pending(): number;
  /** Forgets every waiting task and the time skipped so far. */
  reset(): void;
}

interface Task {
  dueAt: number;
  run: () => void;
}

/** A timer of Node holds 32 bits; longer waits are cut into pieces. */
const LONGEST_TIMER_MS = 2_000_000_000;

export function createClock(realNow: () => number = Date.now): Clock {
  const tasks = new Set<Task>();
  let skippedMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let timerDueAt = Number.POSITIVE_INFINITY;

  const now = () => realNow() + skippedMs;

  function nextTask(): Task | undefined {
    let first: Task | undefined;
    for (const task of tasks) if (!first || task.dueAt < first.dueAt) first = task;
    return first;
  }

  function runDue(): void {
    timerDueAt = Number.POSITIVE_INFINITY;
    for (let task = nextTask(); task && task.dueAt <= now(); task = nextTask()) {
      tasks.delete(task);
      task.run();
    }
    arm();
  }

  function arm(): void {
    const next = nextTask();
    if (!next) {
      clearTimeout(timer);
      timerDueAt = Number.POSITIVE_INFINITY;
      return;
    }
    if (next.dueAt === timerDueAt) return;
    clearTimeout(timer);
    timerDueAt = next.dueAt;
    timer = setTimeout(runDue, Math.min(LONGEST_TIMER_MS, Math.max(0, next.dueAt - now())));
    // A waiting retry must not keep a finished process alive.
    timer.unref();
  }

  return {
    now,
    advance(byMs) {
      skippedMs += byMs;
      runDue();
    },
    at(dueAt, run) {
      const task: Task = { dueAt, run };
      tasks.add(task);
      if (dueAt < timerDueAt) arm();
      return () => {
        tasks.delete(task);
      };
    },
    wait(byMs) {
      return new Promise((resolve) => this.at(now() + byMs, resolve));
    },
    pending: () => tasks.size,
    reset() {
      tasks.clear();
      skippedMs = 0;
      arm();
    },
  };
}
