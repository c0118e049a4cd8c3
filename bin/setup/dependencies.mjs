import { existsSync } from "node:fs";
import { run, say } from "./run.mjs";
import { unlessDone } from "./stamp.mjs";

/** Installs exactly what package-lock.json names. */
export async function installDependencies() {
  const inputs = ["package.json", "package-lock.json"];
  await unlessDone({ name: "dependencies", inputs, result: "node_modules/.package-lock.json" }, () => {
    say("installing dependencies (about a minute the first time)");
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { remedy: "Is the npm registry reachable?" });
    if (!existsSync("node_modules/node/bin")) {
      say("the node package brought no binary: install scripts seem to be off. Going on with the Node that runs.");
    }
  });
}
