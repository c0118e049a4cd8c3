import { readFileSync } from "node:fs";
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { themeCheckRun, toSourceCode } from "@shopify/theme-check-node";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "storefront");
const block = readFileSync(join(root, "blocks/tracking.liquid"), "utf8");

async function checkFolder(folder: string) {
  const config = join(await mkdtemp(join(tmpdir(), "theme-check-")), "theme-check.yml");
  await writeFile(config, "extends: theme-check:theme-app-extension\n");
  const { offenses } = await themeCheckRun(folder, config);
  return offenses.map(({ check, message, uri }) => `${uri.split("/").at(-1)}: ${check}: ${message}`);
}

test("Shopify's theme check finds nothing", async () => {
  expect(await checkFolder(root)).toEqual([]);
});

test("the theme check would find a forbidden tag and a missing text", async () => {
  const folder = await mkdtemp(join(tmpdir(), "storefront-"));
  await cp(root, folder, { recursive: true });
  await writeFile(join(folder, "blocks/tracking.liquid"), `{% include 'other' %}{{ 'no.such.text' | t }}${block}`);

  const offences = await checkFolder(folder);

  expect(offences.map((line) => line.split(": ")[1])).toEqual(
    expect.arrayContaining(["AppBlockValidTags", "TranslationKeyExists"]),
  );
});

test("outside of the condition on the metafield the block renders nothing", async () => {
  const parsed = (await toSourceCode(join(root, "blocks/tracking.liquid")))?.ast;
  if (!parsed || parsed instanceof Error || !("children" in parsed)) throw new Error("the block cannot be parsed");

  const rendered = parsed.children.filter(
    (node) => !(node.type === "TextNode" && node.value.trim() === "") && !isSilent(node),
  );

  expect(rendered).toEqual([]);
  const [condition] = parsed.children.filter((node) => node.type === "LiquidTag" && node.name === "if");
  if (!condition || !("position" in condition)) throw new Error("the block has no condition");
  expect(block.slice(condition.position.start, condition.position.end)).toMatch(
    /^{%- if tracking\.portalId != blank and tracking\.scriptHost != blank -%}[^{]*<script[\s\S]*<\/script>\s*{%- endif -%}$/,
  );
  expect(block).toContain("assign tracking = app.metafields.tandem.tracking.value");
});

// Tags that print nothing of their own.
function isSilent(node: { type: string; name?: unknown }): boolean {
  if (node.type === "LiquidRawTag") return node.name === "schema" || node.name === "comment";
  return node.type === "LiquidTag" && (node.name === "assign" || node.name === "if");
}

test("the languages have the same keys", () => {
  const keys = (file: string) => flatten(JSON.parse(readFileSync(join(root, "locales", file), "utf8")) as Tree).sort();

  expect(keys("de.json")).toEqual(keys("en.default.json"));
  expect(keys("de.schema.json")).toEqual(keys("en.default.schema.json"));
});

interface Tree {
  [key: string]: string | Tree;
}

function flatten(tree: Tree, path = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${path}${key}`] : flatten(value, `${path}${key}.`),
  );
}
