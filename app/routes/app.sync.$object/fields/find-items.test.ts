import { expect, test } from "vitest";
import { findItems } from "./find-items.ts";

const item = (label: string, detail = "", fault: string | null = null) => ({ value: label, label, detail, fault });
const names = (text: string, ...items: ReturnType<typeof item>[]) =>
  findItems(items, text).found.map(({ label }) => label);

test("every word must be somewhere in the label, the internal name or the type, whatever its case and accents", () => {
  const items = [item("Größe", "groesse · Zahl"), item("Shoe size", "custom.size · Integer"), item("City", "city")];

  expect(names("grö", ...items)).toEqual(["Größe"]);
  expect(names("SIZE integer", ...items)).toEqual(["Shoe size"]);
  expect(names("size text", ...items)).toEqual([]);
  expect(names("", ...items)).toHaveLength(3);
});

test("what can be chosen comes before what cannot, and a label that begins so before one that holds it", () => {
  const items = [item("City", "", "taken"), item("Home city"), item("City code")];

  expect(names("city", ...items)).toEqual(["City code", "Home city", "City"]);
  expect(findItems(items, "city").fitting).toBe(2);
});

test("a thousand items keep their own order among equals", () => {
  const items = Array.from({ length: 1000 }, (_, index) => item(`Property ${index}`));

  expect(names("", ...items).slice(0, 3)).toEqual(["Property 0", "Property 1", "Property 2"]);
});
