import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceFiles } from "./read-imports.ts";

const files = sourceFiles("app", "bin", "sandbox", "tests");

test("no file is longer than 350 lines", () => {
  const long = files
    .map((file) => ({ file, lines: readFileSync(file, "utf8").split("\n").length - 1 }))
    .filter(({ lines }) => lines > 350);

  expect(long).toEqual([]);
});

test("an entry point stays under 80 lines", () => {
  const long = files
    .filter((file) => /^bin\/[^/]+\.ts$/.test(file))
    .filter((file) => readFileSync(file, "utf8").split("\n").length - 1 > 80 && file !== "bin/start-stack.ts");

  expect(long).toEqual([]);
});

test("folders below app/ are at most four deep", () => {
  expect(files.filter((file) => file.startsWith("app/") && file.split("/").length > 6)).toEqual([]);
});

test("file names are kebab-case and never a drawer", () => {
  const names = files.map((file) => file.split("/").at(-1) ?? "");

  expect(names.filter((name) => /^(utils?|misc|helpers?)\./.test(name) || /[A-Z]/.test(name))).toEqual([]);
});

test("nothing is skipped, focused, left to do or excused from types", () => {
  const marks =
    /\b(?:it|test|describe)\.(?:skip|only|todo)\b|\b(?:TO[D]O|FIX[M]E|HA[C]K)\b|@ts-(?:ignore|nocheck)|\bas any\b|:\s*any\s*[;,)=\]>|{]|catch\s*(?:\([^)]*\))?\s*\{\s*\}|\bvi\.mo[c]k\(/;

  expect(
    files
      .filter((file) => file !== "tests/architecture/size.test.ts")
      .filter((file) => marks.test(readFileSync(file, "utf8"))),
  ).toEqual([]);
});
