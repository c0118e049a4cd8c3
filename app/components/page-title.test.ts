import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createTranslator } from "#app/words/all.ts";
import { titleOf } from "./page-title.ts";

const t = (language: "en" | "de") => {
  const translator = createTranslator(language);
  return (key: string, values?: Readonly<Record<string, string>>) => translator.t(key, values ?? {});
};
const routes = new URL("../routes/", import.meta.url);
// A screen is what has a boundary of its own; the layout around all of them has no title.
const screens = readdirSync(routes).filter((name) => {
  if (!name.startsWith("app.")) return false;
  const file = readdirSync(new URL(`${name}/`, routes)).find((one) => one === "route.tsx");
  return file ? readFileSync(new URL(`${name}/${file}`, routes), "utf8").includes("as ErrorBoundary") : false;
});

test.each(screens)("the document of %s has a title of its own, in each language", (name) => {
  const route = { id: `routes/${name}`, params: {}, data: undefined };

  for (const language of ["en", "de"] as const) expect(titleOf(t(language), route)).toMatch(/^\S.* · Tandem$/);
});

test("the title is the screen's heading in the page's language, before the app's name", () => {
  const health = { id: "routes/app.health._index", params: {}, data: {} };

  expect(titleOf(t("en"), health)).toBe("Sync health · Tandem");
  expect(titleOf(t("de"), health)).not.toBe("Sync health · Tandem");
  expect(titleOf(t("en"), { id: "routes/_index", params: {}, data: {} })).toBe("Tandem");
  expect(titleOf(t("en"), undefined)).toBe("Tandem");
});

test("a sync and a record are told apart by what they are about", () => {
  const sync = { id: "routes/app.sync.$object", params: { object: "orders" }, data: {} };
  const data = { object: "customers", shopifyId: "903", hubspotId: null };

  expect(titleOf(t("en"), sync)).toBe("Order sync · Tandem");
  expect(titleOf(t("en"), { id: "routes/app.records.$id", params: { id: "3" }, data })).toBe("Customer 903 · Tandem");
});
