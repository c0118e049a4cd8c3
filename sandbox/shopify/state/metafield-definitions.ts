import { refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { METAFIELD_TYPES } from "./metafield-values.ts";
import type { Outcome, Refusal } from "./records.ts";

export interface DefinitionRecord {
  id: number;
  /** The kind of record, as its GID names it: Customer, ProductVariant. */
  kind: string;
  namespace: string;
  key: string;
  name: string;
  description: string | null;
  type: string;
  validations: { name: string; value: string | null }[];
  /** No two records may carry the same value: then it can name a record. */
  isUnique: boolean;
  pinnedPosition: number | null;
}

export type DefinitionInput = Omit<DefinitionRecord, "id" | "pinnedPosition"> & { isPinned: boolean };

/** Kinds of records that carry metafields here, with the names that Shopify gives to owners. */
export const OWNER_TYPES: Record<string, string> = {
  AppInstallation: "API_PERMISSION",
  Collection: "COLLECTION",
  Company: "COMPANY",
  CompanyLocation: "COMPANY_LOCATION",
  Customer: "CUSTOMER",
  Order: "ORDER",
  Product: "PRODUCT",
  ProductVariant: "PRODUCTVARIANT",
  Shop: "SHOP",
};

const UNIQUE_TYPES = new Set(["id", "number_integer", "single_line_text_field", "url"]);
const MAX_PINNED = 20;

/** Definitions of metafields by owner kind, namespace and key. */
export function createMetafieldDefinitions(context: StateContext) {
  const byName = new Map<string, DefinitionRecord>();
  const nameOf = (one: { kind: string; namespace: string; key: string }) => `${one.kind}|${one.namespace}.${one.key}`;

  function check(input: DefinitionInput): Refusal[] {
    const errors: Refusal[] = [];
    if (input.name.trim() === "") errors.push(refuse(["definition", "name"], "Name can't be blank", "BLANK"));
    if (input.name.length > 255)
      errors.push(refuse(["definition", "name"], "Name is too long (maximum is 255 characters)", "TOO_LONG"));
    errors.push(...checkName(input).map((error) => ({ ...error, field: ["definition", ...(error.field ?? [])] })));
    if (!METAFIELD_TYPES.test(input.type))
      errors.push(refuse(["definition", "type"], `Type name ${input.type} is not a valid type.`, "INCLUSION"));
    if (input.isUnique && !UNIQUE_TYPES.has(input.type))
      errors.push(
        refuse(
          ["definition", "capabilities"],
          "The capability unique_values is not eligible for this type.",
          "INVALID_CAPABILITY",
        ),
      );
    if (byName.has(nameOf(input)))
      errors.push(refuse(["definition", "key"], `Key is in use for ${ownerTypeOf(input.kind)} metafields`, "TAKEN"));
    if (input.isPinned && listOf(input.kind).filter((one) => one.pinnedPosition !== null).length >= MAX_PINNED)
      errors.push(refuse(["definition", "pin"], "Limit of 20 pinned definitions.", "PINNED_LIMIT_REACHED"));
    return errors;
  }

  function listOf(kind: string): DefinitionRecord[] {
    return [...byName.values()].filter((one) => one.kind === kind);
  }

  return {
    create: ({ isPinned, ...input }: DefinitionInput): Outcome<DefinitionRecord> => {
      const errors = check({ ...input, isPinned });
      if (errors.length > 0) return { ok: false, errors };
      const pinnedPosition = isPinned ? listOf(input.kind).length + 1 : null;
      const isUnique = input.isUnique || input.type === "id";
      const definition = { ...input, isUnique, id: context.nextId(), name: input.name.trim(), pinnedPosition };
      byName.set(nameOf(definition), definition);
      context.touch();
      return { ok: true, value: definition };
    },
    delete: (definition: DefinitionRecord): void => {
      byName.delete(nameOf(definition));
      context.touch();
    },
    get: (kind: string, namespace: string, key: string) => byName.get(`${kind}|${namespace}.${key}`),
    find: (id: number) => [...byName.values()].find((one) => one.id === id),
    listOf,
    count: () => byName.size,
    snapshot: () => new Map(byName),
    restore: (saved: Map<string, DefinitionRecord>) => {
      byName.clear();
      for (const [name, definition] of saved) byName.set(name, definition);
    },
  };
}

function ownerTypeOf(kind: string): string {
  const type = OWNER_TYPES[kind] ?? kind;
  return type.charAt(0) + type.slice(1).toLowerCase();
}

/** What Shopify would refuse about the name of a metafield or of its definition. */
export function checkName({ namespace, key }: { namespace: string; key: string }): Refusal[] {
  if (key.length < 2) return [refuse(["key"], "Key is too short (minimum is 2 characters)", "TOO_SHORT")];
  if (key.length > 64) return [refuse(["key"], "Key is too long (maximum is 64 characters)", "TOO_LONG")];
  if (namespace.length < 3)
    return [refuse(["namespace"], "Namespace is too short (minimum is 3 characters)", "TOO_SHORT")];
  if (namespace.length > 255)
    return [refuse(["namespace"], "Namespace is too long (maximum is 255 characters)", "TOO_LONG")];
  if (!/^[\w-]+$/.test(key)) return [refuse(["key"], "Key contains one or more invalid characters.", "INVALID")];
  if (!/^[\w-]+$/.test(namespace))
    return [refuse(["namespace"], "Namespace contains one or more invalid characters.", "INVALID")];
  return [];
}
