import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, resolve } from "node:path";

const binaries = resolve("node_modules/.bin");

/**
 * The environment of every command: the project's own Node 24 and tools come first.
 * @param {Record<string, string>} extra
 * @returns {NodeJS.ProcessEnv}
 */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ""}`, ...extra };
}

/**
 * Says on standard error what is going on: standard output belongs to the command that was asked for.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`tandem: ${text}\n`);
}

/**
 * Runs a command to its end, its output on standard error.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, timeoutMs?: number, remedy?: string }} options
 * @throws when it fails, with what to do.
 */
export function run(command, args, { env = {}, timeoutMs, remedy = "" } = {}) {
  const done = spawnSync(command, args, { stdio: ["ignore", 2, 2], env: environment(env), timeout: timeoutMs });
  if (done.status === 0) return;
  const why = done.error ? done.error.message : `ended with ${done.status ?? done.signal}`;
  throw new Error(`"${command} ${args.join(" ")}" ${why}.${remedy ? ` ${remedy}` : ""}`);
}

/**
 * Replaces this process as far as one can: the child's output, signals and exit code are ours.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 */
export function become(command, args, env = {}) {
  const child = spawn(command, args, { stdio: "inherit", env: environment(env) });
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    say(error.message);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
  });
}

/** The project's Node, which the `node` package brings, or the one that runs when it is new enough. */
export function nodePath() {
  const own = resolve(binaries, process.platform === "win32" ? "node.exe" : "node");
  return existsSync(own) ? own : process.execPath;
}
