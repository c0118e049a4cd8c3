import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const folder = ".cache/stamps";

/**
 * A hash over the names and contents of files and folders; what does not exist counts as empty.
 * @param {readonly string[]} paths
 */
function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path
 * @returns {unknown}
 */
function addTo(hash, path) {
  if (!existsSync(path)) return hash.update(`${path}:none;`);
  if (!statSync(path).isDirectory()) return hash.update(`${path}:`).update(readFileSync(path));
  for (const name of readdirSync(path).sort()) if (name !== "generated") addTo(hash, join(path, name));
}

/**
 * Does `work` unless its inputs are those of the last time and its result is still there. This is what makes a second start quick.
 * The stamp is written only after the work succeeded.
 * @param {{ name: string, inputs: readonly string[], result: string }} step
 * @param {() => unknown} work
 */
export async function unlessDone({ name, inputs, result }, work) {
  const stamp = join(folder, name);
  const now = fingerprint(inputs);
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}
