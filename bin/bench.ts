import { globSync } from "node:fs";
import { basename } from "node:path";

// Prints numbers and ratios, gates nothing: these machines are shared and noisy.
const benches = globSync("tests/bench/*.ts")
  .map((file) => basename(file, ".ts"))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.includes(name));

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${benches.join(", ")}.`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0 ? asked : benches) {
    console.log(`\n── ${name}`);
    const { default: run } = (await import(`../tests/bench/${name}.ts`)) as { default: () => Promise<void> };
    await run();
  }
}
