import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { GraphQLSchema, IntrospectionQuery } from "graphql";
import { buildClientSchema, GraphQLScalarType } from "graphql";

/** Access that a type or field asks for: one of the scopes is enough. */
export interface RequiredAccess {
  scopes: string[];
  /** In Shopify's words, for the refusal. */
  text: string;
}

export interface AdminSchema {
  schema: GraphQLSchema;
  types: Map<string, RequiredAccess>;
  /** By "Type.field". */
  fields: Map<string, RequiredAccess>;
  /** How long it took to build. */
  tookMs: number;
}

interface AccessRow {
  type: "type" | "field";
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  offlineScopes: string[];
}

const DEFAULT_FILE = ".cache/shopify/admin_2026-10.json.gz";
const built = new Map<string, AdminSchema>();

/**
 * Shopify's own Admin schema of 2026-10 with the access each field needs, built once per process and file. The file is
 * `dist/data/admin_2026-10.json.gz` of npm's @shopify/dev-mcp, which set-up puts in place; SHOPIFY_ADMIN_SCHEMA names another.
 */
export function loadSchema(file = process.env.SHOPIFY_ADMIN_SCHEMA ?? DEFAULT_FILE): AdminSchema {
  const known = built.get(file);
  if (known) return known;
  if (!existsSync(file))
    throw new Error(
      `Shopify's Admin schema is not at ${file}: run the set-up, or name the file in SHOPIFY_ADMIN_SCHEMA.`,
    );
  const start = performance.now();
  const content = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    data: IntrospectionQuery;
    offline_scopes: { items: AccessRow[] };
  };
  const schema = buildClientSchema(content.data, { assumeValid: true });
  checkScalars(schema);
  const admin: AdminSchema = { schema, types: new Map(), fields: new Map(), tookMs: 0 };
  for (const row of content.offline_scopes.items) {
    if (row.offlineScopes.length === 0) continue;
    const access = { scopes: row.offlineScopes, text: row.requiredAccess };
    if (row.type === "type") admin.types.set(row.typeName, access);
    else admin.fields.set(`${row.typeName}.${row.fieldName}`, access);
  }
  admin.tookMs = Math.round(performance.now() - start);
  built.set(file, admin);
  return admin;
}

// An introspection carries no code: without these, any text would pass as a time or a number.
function checkScalars(schema: GraphQLSchema): void {
  const check = (name: string, isValid: (value: unknown) => boolean) => {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLScalarType)) return;
    const plain = type.parseLiteral.bind(type);
    type.parseValue = (value) => {
      if (!isValid(value)) throw new TypeError(`${JSON.stringify(value)} is not a valid ${name}`);
      return value;
    };
    type.parseLiteral = (node, variables) => type.parseValue(plain(node, variables));
  };
  check(
    "DateTime",
    (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
  );
  check("URL", (value) => typeof value === "string" && /^[a-z]+:\/\//i.test(value));
  check("UnsignedInt64", (value) => /^\d+$/.test(String(value)));
  check("Decimal", (value) => /^-?\d+(\.\d+)?$/.test(String(value)));
  check("Money", (value) => /^-?\d+(\.\d+)?$/.test(String(value)));
}
