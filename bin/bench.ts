import { globSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";

// Prints numbers and ratios, gates nothing: these machines are shared and noisy.
const benches = globSync("tests/bench/*.ts")
  .map((file) => basename(file, ".ts"))
  .sort();
const { positionals: asked, values } = parseArgs({
  allowPositionals: true,
  options: { orders: { type: "string" }, "hubspot-limit": { type: "string" } },
});
const unknown = asked.filter((name) => !benches.includes(name));

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${benches.join(", ")}.`);
  process.exitCode = 2;
} else {
  const options = {
    ...(values.orders && { orders: values.orders.split(",").map(Number) }),
    ...(values["hubspot-limit"] && { hubspotLimit: Number(values["hubspot-limit"]) }),
  };
  for (const name of asked.length > 0 ? asked : benches) {
    console.log(`\n── ${name}`);
    const bench = (await import(`../tests/bench/${name}.ts`)) as { default: (given: typeof options) => Promise<void> };
    await bench.default(options);
  }
}
