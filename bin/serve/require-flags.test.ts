import { expect, test } from "vitest";
import { workerFlags } from "../setup/worker-flags.mjs";
import { findMissingFlags } from "./require-flags.ts";

test("a worker with all of its flags may start, among others", () => {
  expect(findMissingFlags(["--import", "./x.ts", ...workerFlags])).toBeNull();
});

test.each([[[]], [workerFlags.slice(1)]])("a worker with only %j is told how it is started", (given) => {
  const told = findMissingFlags(given);

  expect(told).toContain("npm run worker");
  for (const flag of workerFlags) expect(told).toContain(flag);
});
