/** Makes `app/shopify/generated/admin.ts`: types of our Admin documents' answers and variables, from Shopify's own schema. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import type { IntrospectionQuery } from "graphql";
import { buildClientSchema, parse } from "graphql";
import { typedTexts } from "#app/shopify/documents/all.ts";

const schemaFile = new URL("../.cache/shopify/admin_2026-10.json.gz", import.meta.url);
const output = new URL("../app/shopify/generated/admin.ts", import.meta.url);

const { data } = JSON.parse(gunzipSync(await readFile(schemaFile)).toString()) as { data: IntrospectionQuery };
const schema = buildClientSchema(data);
const text = await codegen({
  filename: fileURLToPath(output),
  schema: parse("type Query { unused: String }"),
  schemaAst: schema,
  documents: typedTexts.map((source, i) => ({ location: `document-${i}.graphql`, document: parse(source) })),
  plugins: [{ operations: {} }],
  pluginMap: { operations },
  // Names are unique: a contract test validates every document, and core's own validation of each would take most of the time.
  skipDocumentsValidation: true,
  config: {
    scalars: {
      ID: "string",
      DateTime: "string",
      Decimal: "string",
      HTML: "string",
      Money: "string",
      UnsignedInt64: "string",
      URL: "string",
    },
    defaultScalarType: "unknown",
    immutableTypes: true,
    useTypeImports: true,
    skipTypename: true,
    enumType: "string-literal",
  },
});
await mkdir(new URL(".", output), { recursive: true });
await writeFile(output, `// Made by npm run typegen.\n${text}`);
