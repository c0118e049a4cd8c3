import type { Log } from "#app/lib/log.ts";

const patienceMs = 25_000;

/**
 * Runs `stop` once on the first SIGTERM, SIGINT or SIGHUP, then ends the process: with 0 when it stopped in good order, with 1 when it
 * failed or took longer than 25 seconds (what was claimed comes back when its lease ends).
 */
export function stopOnSignal(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ event: "process.stopping", signal });
    setTimeout(() => process.exit(1), patienceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ event: "process.stop_failed", error });
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => end(signal));
}
