import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languageOf, resolveLocale } from "./i18n.ts";
import de from "./locales/de.json" with { type: "json" };
import en from "./locales/en.json" with { type: "json" };
import { childObjects, modesOf, syncObjects } from "./sync/objects/index.ts";
import { createTranslator } from "./words/all.ts";

interface Tree {
  [key: string]: string | Tree;
}

function flatten(tree: Tree, path = ""): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as const] : [...flatten(value, `${path}${key}.`).entries()],
  );
  return new Map(entries);
}

const english = flatten(en);
const german = flatten(de);
const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();

test("German says everything that English says", () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
});

test("a text takes the same values in both languages", () => {
  const differing = [...english].filter(
    ([key, text]) => `${placeholders(german.get(key) ?? "")}` !== `${placeholders(text)}` || !german.get(key)?.trim(),
  );

  expect(differing).toEqual([]);
});

test("every text that a screen names exists", () => {
  const files = globSync("app/{routes,components}/**/*.tsx").filter((file) => !file.includes(".test."));
  const named = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\bt\(\s*\[?"([\w.]+)"/g)].map((match) => match[1] ?? ""),
  );

  const missing = named.filter((key) => !english.has(key) && !english.has(`${key}_other`));

  expect(named.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

test("every field of every object has a name in the merchant's words", () => {
  const unnamed = [...syncObjects, ...childObjects]
    .flatMap(modesOf)
    .flatMap(({ fields }) => fields.map(({ shopify }) => shopify).filter((name) => !english.has(`fields.${name}`)));

  expect(unnamed).toEqual([]);
});

test("counting uses the language's plural", () => {
  const { t } = createTranslator("de");

  expect(t("home.failing", { count: 1, number: "1" })).toBe("1 Datensatz braucht deine Aufmerksamkeit.");
  expect(t("home.failing", { count: 3, number: "3" })).toBe("3 Datensätze brauchen deine Aufmerksamkeit.");
});

test("the admin's locale comes before the shop's and the browser's, and nonsense is passed over", () => {
  const ask = (query: string, language?: string) =>
    new Request(`https://app.test/app${query}`, { headers: language ? { "Accept-Language": language } : {} });

  expect(resolveLocale(ask("?locale=de-AT", "fr"), "en")).toBe("de-AT");
  expect(resolveLocale(ask("?locale=%00", "fr;q=0.9"), null)).toBe("fr");
  expect(resolveLocale(ask("", "de"), "en-GB")).toBe("en-GB");
  expect(resolveLocale(ask("", "*"))).toBe("en");
  expect([languageOf("de-AT"), languageOf("pt-BR")]).toEqual(["de", "en"]);
});
