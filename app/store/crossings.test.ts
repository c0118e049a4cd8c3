import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { crossings } from "./crossings.ts";

const files = globSync("app/**/*.ts").filter((file) => !/generated|\.test\.ts$/.test(file));
const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const uses = [...texts].flatMap(([file, text]) =>
  [...text.matchAll(/\b(?:asSystem|callSystem)(?:<\w+>)?\(\s*db,\s*"(\w+)"/g)].map((match) => ({
    file,
    crossing: match[1],
  })),
);

test("every listed crossing of tenants is used, and no other", () => {
  expect([...new Set(uses.map(({ crossing }) => crossing))].sort()).toEqual(Object.keys(crossings).sort());
});

test("tenants are crossed in the store and by the tick alone", () => {
  const strangers = uses.filter(({ file }) => !file.startsWith("app/store/") && file !== "app/jobs/tick.ts");

  expect(strangers).toEqual([]);
});

test("a role is taken where transactions are opened, and nowhere else", () => {
  const taking = [...texts]
    .filter(([, text]) => /set_config\('role'|set (?:local )?role/i.test(text))
    .map(([file]) => file);

  expect(taking).toEqual(["app/store/db.server.ts"]);
});
