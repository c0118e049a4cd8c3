import { workerFlags } from "../setup/worker-flags.mjs";

/**
 * What to do where Node was started without the flags that keep a worker's memory small; null where it has them. V8 takes them at its start
 * alone, and a worker without them works until a large first sync needs twice the memory.
 */
export function findMissingFlags(given: readonly string[]): string | null {
  if (workerFlags.every((flag) => given.includes(flag))) return null;
  const command = `node ${workerFlags.join(" ")} bin/worker.ts`;
  return `The worker needs flags of Node's. Start it with "npm run worker", or with "${command}".`;
}

/** Ends the process with that, before anything is started. */
export function requireFlags(): void {
  const missing = findMissingFlags(process.execArgv);
  if (missing === null) return;
  process.stderr.write(`${missing}\n`);
  process.exit(1);
}
