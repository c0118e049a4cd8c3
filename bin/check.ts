import { spawn } from "node:child_process";

// Types, lint and format, dead code, architecture. All run even when one fails, so that one call shows everything.
const checks = {
  types: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."],
  "lint and format": ["node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off", "."],
  "dead code": ["node_modules/knip/bin/knip.js"],
  architecture: ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "tests/architecture"],
} as const;

/** Runs one tool of the project. @returns its exit code; what it prints goes to our own output. */
function runTool(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

const failed: string[] = [];
for (const [name, args] of Object.entries(checks)) {
  const before = performance.now();
  const code = await runTool(args);
  const seconds = ((performance.now() - before) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) console.log(`Checks that failed: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
