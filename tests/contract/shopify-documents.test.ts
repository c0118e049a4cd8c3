import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { IntrospectionQuery } from "graphql";
import {
  buildClientSchema,
  NoDeprecatedCustomRule,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { parse as parseToml } from "smol-toml";
import { expect, test } from "vitest";
import { shopifyApiVersion } from "#app/shopify/api-version.ts";
import { composedTexts, documents, typedTexts } from "#app/shopify/documents/all.ts";

interface ScopeRow {
  readonly typeName: string;
  readonly fieldName?: string;
  readonly offlineScopes: readonly string[];
}

const cached = JSON.parse(gunzipSync(readFileSync(`.cache/shopify/admin_${shopifyApiVersion}.json.gz`)).toString()) as {
  data: IntrospectionQuery;
  offline_scopes: { items: readonly ScopeRow[] };
};
const schema = buildClientSchema(cached.data);
const texts = [...new Set([...typedTexts, ...composedTexts])];
const nameOf = (text: string) => /(?:query|mutation|fragment)\s+(\w+)/.exec(text)?.[1] ?? "";
const operations = texts.filter((text) => /\b(query|mutation)\b/.test(text));

test.each(operations.map((text) => [nameOf(text), text]))("%s is valid against Shopify's schema", (_, text) => {
  expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
});

test.each(operations.map((text) => [nameOf(text), text]))("%s uses nothing that is deprecated", (_, text) => {
  expect(validate(schema, parse(text), [NoDeprecatedCustomRule]).map((error) => error.message)).toEqual([]);
});

test("the validation can fail", () => {
  expect(validate(schema, parse("{ customers(first: 1) { nodes { nonsense } } }"))).not.toEqual([]);
  expect(validate(schema, parse("{ customers(first: 1) { nodes { email } } }"), [NoDeprecatedCustomRule])).not.toEqual(
    [],
  );
});

test("operations have names of their own, by which costs are learnt", () => {
  const names = documents.map((document) => document.name);

  expect(new Set(names).size).toBe(names.length);
});

test("the scopes of shopify.app.toml are enough for every field, and none is asked for in vain", () => {
  const toml = parseToml(readFileSync("shopify.app.toml", "utf8")) as { access_scopes: { scopes: string } };
  const granted = toml.access_scopes.scopes.split(",");

  const needed = operations.flatMap((text) => scopesOf(text));

  expect(needed.filter((choices) => !choices.some((scope) => granted.includes(scope)))).toEqual([]);
  // read_customer_merge is what the topic customers/merge asks for.
  const named = new Set(needed.flat());
  expect(granted.filter((scope) => !named.has(scope))).toEqual(["read_customer_merge"]);
});

/** Scopes that Shopify demands for the types and fields a document touches, each with those that do as well. */
function scopesOf(text: string): readonly (readonly string[])[] {
  const info = new TypeInfo(schema);
  const scopes: (readonly string[])[] = [];
  const rows = cached.offline_scopes.items;
  visit(
    parse(text),
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType()?.name;
        const type = String(info.getType()).replace(/[[\]!]/g, "");
        for (const row of rows) {
          const isField = row.typeName === parent && row.fieldName === node.name.value;
          const isType = row.typeName === type && row.fieldName === undefined;
          if ((isField || isType) && row.offlineScopes.length > 0) scopes.push(row.offlineScopes);
        }
      },
    }),
  );
  return scopes;
}
