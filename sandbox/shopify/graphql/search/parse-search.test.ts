import { expect, test } from "vitest";
import { compileSearch } from "./match-search.ts";
import { parseSearch } from "./parse-search.ts";

interface Item {
  name: string;
  at: string;
  size: number;
  tags: string[];
}

const table = {
  words: (item: Item) => [item.name],
  fields: {
    name: { kind: "text" as const, read: (item: Item) => item.name },
    at: { kind: "time" as const, read: (item: Item) => item.at },
    size: { kind: "number" as const, read: (item: Item) => item.size },
    tag: { kind: "list" as const, read: (item: Item) => item.tags },
  },
};
const item: Item = { name: "Ada Byron", at: "2026-01-05T12:00:00Z", size: 5, tags: ["VIP", "new york"] };
const finds = (text: string) => compileSearch(text, table, Date.parse("2026-02-01T00:00:00Z")).matches(item);

test.each([
  ["", true],
  ["ada", true],
  ["ad*", true],
  ["ad", false],
  ["Ada Byron", true],
  ["Ada OR Nobody", true],
  ["Ada AND Nobody", false],
  ["NOT Nobody", true],
  ["-Ada", false],
  ["(Nobody OR size:5) tag:vip", true],
  ["tag:'new york'", true],
  ["tag:gone,vip", true],
  ["name:'Ada'", false],
  ["name:'Ada Byron'", true],
  ["name:*", true],
  ["size:>5", false],
  ["size:>=5 size:<6", true],
  ["at:2026-01-05", true],
  ["at:>2026-01-05", false],
  ["at:>='2026-01-05T12:00:00Z'", true],
  ["at:>'2026-01-05T12:00:00+00:00'", false],
  ["at:<now", true],
  ["at:2026", true],
])("the search %j finds the record: %s", (text, found) => {
  expect(finds(text)).toBe(found);
});

test("a field that cannot be searched is ignored and named", () => {
  const search = compileSearch("nope:1 ada", table, 0);

  expect(search.unknown).toEqual(["nope"]);
  expect(search.matches(item)).toBe(true);
});

test("an escaped quote stays inside its text", () => {
  expect(parseSearch(String.raw`name:'O\'Brien'`)).toMatchObject({ field: "name", value: "O'Brien", quoted: true });
});
