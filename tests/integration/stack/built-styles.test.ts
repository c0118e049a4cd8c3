import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const className = /Polaris-[A-Za-z][\w-]*/g;

function classesOf(...files: readonly string[]): ReadonlySet<string> {
  return new Set(files.flatMap((file) => readFileSync(file, "utf8").match(className) ?? []));
}

test("every class that a built screen can set and that Polaris has a rule for, has it in the built style sheet", () => {
  const scripts = classesOf(...globSync("build/client/assets/*.js"));
  const complete = classesOf("node_modules/@shopify/polaris/build/esm/styles.css");
  const built = classesOf(...globSync("build/client/assets/styles-*.css"));

  const needed = [...scripts].filter((name) => complete.has(name));

  expect(needed.length).toBeGreaterThan(200);
  expect(needed.filter((name) => !built.has(name))).toEqual([]);
});
