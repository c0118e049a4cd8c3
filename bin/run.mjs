// Every npm script comes through here: it makes ready what the command needs, then becomes the command.
// Plain JavaScript for Node 20, since nothing is installed yet when it first runs.
import { existsSync } from "node:fs";
import { chdir, loadEnvFile } from "node:process";
import { fileURLToPath } from "node:url";
import { fetchAdminSchema } from "./setup/admin-schema.mjs";
import { findChromium } from "./setup/browser.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { buildWeb, generateClient, generateTypes } from "./setup/generated.mjs";
import { become, nodePath, say } from "./setup/run.mjs";
import { workerFlags } from "./setup/worker-flags.mjs";

/** @type {Record<string, () => unknown>} */
const steps = {
  install: installDependencies,
  schema: fetchAdminSchema,
  client: generateClient,
  types: generateTypes,
  build: buildWeb,
};
const code = ["install", "schema", "client", "types"];
const browser = ["install", "chromium"];
const vitest = ["node_modules/vitest/vitest.mjs", "run"];

/**
 * What each command needs and what it starts (arguments for Node).
 * `env` gives the variables of those that run against real vendors.
 * @type {Record<string, { needs: readonly string[], start?: readonly string[], env?: () => Record<string, string> }>}
 */
const commands = {
  setup: { needs: [...code, "build"] },
  demo: { needs: [...code, "build"], start: ["bin/demo.ts"] },
  dev: { needs: code, start: ["bin/demo.ts", "--dev"] },
  web: { needs: ["install", "client", "build"], start: ["bin/web.ts"], env: production },
  worker: { needs: ["install", "client"], start: [...workerFlags, "bin/worker.ts"], env: production },
  sandbox: { needs: ["install", "schema"], start: ["sandbox/main.ts"] },
  migrate: { needs: ["install", "client"], start: ["bin/migrate.ts"], env: production },
  typegen: { needs: ["install", "schema", "client"], start: ["bin/typegen.ts"] },
  check: { needs: code, start: ["bin/check.ts"] },
  bench: { needs: [...code, "build", ...browser], start: ["bin/bench.ts"] },
  test: { needs: [...code, "build", ...browser], start: ["bin/test.ts"] },
  "test:unit": { needs: code, start: [...vitest, "--project", "unit", "--project", "sandbox"] },
  "test:integration": {
    needs: [...code, "build"],
    start: [...vitest, "--project", "integration", "--project", "contract"],
  },
  "test:e2e": { needs: [...code, "build", ...browser], start: ["bin/test.ts", "--browser"] },
};

/** Variables of a real installation: `.env`, and what Shopify's CLI sets (it calls the app's public address HOST). */
function production() {
  if (existsSync(".env")) loadEnvFile(".env");
  const { HOST = "", SHOPIFY_APP_URL } = process.env;
  const fromCli = /^https?:/.test(HOST) ? { SHOPIFY_APP_URL: SHOPIFY_APP_URL || HOST, HOST: "127.0.0.1" } : {};
  return { NODE_ENV: "production", ...fromCli };
}

/** @param {readonly string[]} words */
async function main([name = "", ...args]) {
  const command = commands[name];
  if (!command) throw new Error(`"${name}" is none of: ${Object.keys(commands).join(", ")}.`);
  chdir(fileURLToPath(new URL("..", import.meta.url)));
  /** @type {Record<string, string>} */
  const env = { ...command.env?.() };
  for (const step of new Set(command.needs)) {
    if (step === "chromium") env.CHROMIUM_PATH = findChromium();
    else await steps[step]?.();
  }
  if (command.start) become(nodePath(), ["--disable-warning=ExperimentalWarning", ...command.start, ...args], env);
}

main(process.argv.slice(2)).catch((error) => {
  say(error.message);
  process.exitCode = 1;
});
