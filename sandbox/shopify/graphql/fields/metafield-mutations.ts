import type { MetafieldRecord, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { parseGid } from "../gid.ts";
import { compareDigest, fullNamespace, node } from "./metafield-fields.ts";
import type { Input } from "./read-input.ts";
import { requireScope } from "./tag-mutations.ts";

const MAX_PER_CALL = 25;
const TYPES =
  /^(list\.)?(boolean|color|date|date_time|dimension|id|json|link|money|multi_line_text_field|number_decimal|number_integer|rating|rich_text_field|single_line_text_field|url|volume|weight|(\w+_)?reference)$/;
const WRITE_SCOPE: Record<string, string> = {
  Customer: "write_customers",
  Product: "write_products",
  ProductVariant: "write_products",
  Order: "write_orders",
};

type MetafieldError = Refusal & { elementIndex: number | null };

/** All metafields or none: the first refusal leaves everything as it was. */
export function storeMetafields(
  inputs: Input[],
  call: Call,
  dryRun = false,
): { stored: MetafieldRecord[]; errors: MetafieldError[] } {
  if (inputs.length > MAX_PER_CALL)
    return {
      stored: [],
      errors: [
        {
          field: ["metafields"],
          message: `Exceeded the maximum metafields input limit of ${MAX_PER_CALL}.`,
          code: "LESS_THAN_OR_EQUAL_TO",
          elementIndex: null,
        },
      ],
    };
  const wanted = inputs.map((input) => {
    const ownerId = String(input.ownerId);
    const namespace = fullNamespace(call, input.namespace);
    const key = String(input.key ?? "");
    const known = call.state.metafields.get(ownerId, namespace, key);
    return {
      ownerId,
      namespace,
      key,
      type: String(input.type ?? known?.type ?? ""),
      value: String(input.value ?? ""),
      known,
      input,
    };
  });
  const errors = wanted.flatMap((one, index) => {
    const refusal = check(one, call, dryRun);
    return refusal
      ? [{ ...refusal, field: ["metafields", String(index), ...(refusal.field ?? [])], elementIndex: index }]
      : [];
  });
  if (errors.length > 0 || dryRun) return { stored: [], errors };
  const stored = wanted.map(({ ownerId, namespace, key, type, value }) =>
    call.state.metafields.set(ownerId, { namespace, key, type, value }),
  );
  return { stored, errors: [] };
}

interface Wanted {
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  known: MetafieldRecord | undefined;
  input: Input;
}

function check(one: Wanted, call: Call, isNewOwner: boolean): Refusal | null {
  const refuse = (field: string, message: string, code: string): Refusal => ({ field: [field], message, code });
  if (!isNewOwner && !ownerExists(one.ownerId, call)) return refuse("ownerId", "Owner does not exist.", "INVALID");
  if (one.key.length < 2) return refuse("key", "Key is too short (minimum is 2 characters)", "TOO_SHORT");
  if (one.key.length > 64) return refuse("key", "Key is too long (maximum is 64 characters)", "TOO_LONG");
  if (one.namespace.length < 3)
    return refuse("namespace", "Namespace is too short (minimum is 3 characters)", "TOO_SHORT");
  if (!/^[\w-]+$/.test(one.key)) return refuse("key", "Key contains one or more invalid characters.", "INVALID");
  if (one.type === "") return refuse("type", "Type can't be blank", "BLANK");
  if (!TYPES.test(one.type)) return refuse("type", `Type ${one.type} is not a valid type.`, "INCLUSION");
  if (one.value === "") return refuse("value", "Value can't be blank", "BLANK");
  if (!fits(one.type, one.value)) return refuse("value", `Value is invalid for the type ${one.type}.`, "INVALID_VALUE");
  const digest = one.input.compareDigest;
  if (digest === undefined) return null;
  const current = one.known ? compareDigest(one.known) : null;
  return digest === current
    ? null
    : refuse(
        "compareDigest",
        "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
        "STALE_OBJECT",
      );
}

function fits(type: string, value: string): boolean {
  if (type === "single_line_text_field") return !/[\r\n]/.test(value);
  if (type === "boolean") return value === "true" || value === "false";
  if (type === "number_integer") return /^-?\d+$/.test(value);
  if (type === "number_decimal") return /^-?\d+(\.\d+)?$/.test(value);
  if (type === "url") return URL.canParse(value);
  if (type !== "json" && !type.startsWith("list.")) return true;
  try {
    JSON.parse(value);
    return true;
  } catch {
    // Not JSON is the answer, not an error.
    return false;
  }
}

function ownerExists(ownerId: string, call: Call): boolean {
  const { type, id } = parseGid(ownerId);
  const scope = WRITE_SCOPE[type];
  if (scope) requireScope(call, scope, "metafieldsSet");
  if (type === "AppInstallation") return id === call.installation.id;
  if (type === "Shop") return id === call.state.shop.id;
  if (type === "Customer") return call.state.customers.get(id) !== undefined;
  if (type === "Product") return call.state.products.get(id) !== undefined;
  if (type === "ProductVariant") return call.state.products.findVariant(id) !== undefined;
  return type === "Order" && call.state.orders.get(id) !== undefined;
}

function set(_: unknown, args: Args, call: Call) {
  const { stored, errors } = storeMetafields(args.metafields as Input[], call);
  return { metafields: errors.length > 0 ? null : stored.map(node), userErrors: errors };
}

function remove(_: unknown, args: Args, call: Call) {
  const deletedMetafields = (args.metafields as { ownerId: string; namespace: string; key: string }[]).map((one) => {
    const scope = WRITE_SCOPE[parseGid(one.ownerId).type];
    if (scope) requireScope(call, scope, "metafieldsDelete");
    return call.state.metafields.delete(one.ownerId, fullNamespace(call, one.namespace), one.key) ? one : null;
  });
  return { deletedMetafields, userErrors: [] };
}

export const metafieldMutations: FieldTable<unknown> = { metafieldsSet: set, metafieldsDelete: remove };
