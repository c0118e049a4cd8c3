import type { DefinitionRecord } from "../../state/metafield-definitions.ts";
import { checkName, OWNER_TYPES } from "../../state/metafield-definitions.ts";
import { checkMetafieldValue, checkValidations, METAFIELD_TYPES } from "../../state/metafield-values.ts";
import { kindOf } from "../../state/metafields.ts";
import type { MetafieldRecord, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { parseGid } from "../gid.ts";
import { compareDigest, node } from "./metafield-fields.ts";
import { fullNamespace } from "./namespace.ts";
import type { Input } from "./read-input.ts";
import { readHeldNode } from "./read-node.ts";
import { OWNER_WRITE_SCOPES, requireScope } from "./require-scope.ts";

const MAX_PER_CALL = 25;

type MetafieldError = Refusal & { elementIndex: number | null };

export interface StoreOptions {
  /** Check only; the owners may be records that are still to be made. */
  isDryRun?: boolean;
  /** The mutation announces the owners itself. */
  isQuiet?: boolean;
}

/** All metafields or none: the first refusal leaves everything as it was. Owners whose metafields changed are touched. */
export function storeMetafields(
  inputs: Input[],
  call: Call,
  { isDryRun = false, isQuiet = false }: StoreOptions = {},
): { stored: MetafieldRecord[]; errors: MetafieldError[] } {
  if (inputs.length > MAX_PER_CALL) return { stored: [], errors: [tooMany()] };
  const wanted = inputs.map((input) => read(input, call));
  const errors = wanted.flatMap((one, index) => {
    const refusal = check(one, call, isDryRun) ?? checkTwice(one, wanted.slice(0, index));
    return refusal
      ? [{ ...refusal, field: ["metafields", String(index), ...(refusal.field ?? [])], elementIndex: index }]
      : [];
  });
  if (errors.length > 0 || isDryRun) return { stored: [], errors };
  const changed = new Set<string>();
  const stored = wanted.map(({ ownerId, namespace, key, type, value }) => {
    const { metafield, isChanged } = call.state.metafields.set(ownerId, { namespace, key, type, value });
    if (isChanged) changed.add(ownerId);
    return metafield;
  });
  if (!isQuiet) for (const ownerId of changed) call.state.touchOwner(ownerId);
  return { stored, errors: [] };
}

interface Wanted {
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  known: MetafieldRecord | undefined;
  definition: DefinitionRecord | undefined;
  input: Input;
}

function read(input: Input, call: Call): Wanted {
  const ownerId = String(input.ownerId);
  const namespace = fullNamespace(call, input.namespace);
  const key = String(input.key ?? "");
  const known = call.state.metafields.get(ownerId, namespace, key);
  const definition = call.state.definitions.get(kindOf(ownerId), namespace, key);
  const type = String(input.type ?? definition?.type ?? known?.type ?? "");
  return { ownerId, namespace, key, type, value: String(input.value ?? ""), known, definition, input };
}

const refuse = (field: string, message: string, code: string): Refusal => ({ field: [field], message, code });

function check(one: Wanted, call: Call, isNewOwner: boolean): Refusal | null {
  if (!isNewOwner && !ownerExists(one.ownerId, call)) return refuse("ownerId", "Owner does not exist.", "INVALID");
  const badName = checkName(one)[0];
  if (badName) return badName;
  if (one.type === "") return refuse("type", "Type can't be blank", "BLANK");
  if (!METAFIELD_TYPES.test(one.type)) return refuse("type", `Type ${one.type} is not a valid type.`, "INCLUSION");
  if (one.definition && one.definition.type !== one.type)
    return refuse(
      "type",
      `Type '${one.type}' must be consistent with the definition's type: '${one.definition.type}'.`,
      "INVALID_TYPE",
    );
  if (one.value === "") return refuse("value", "Value can't be blank", "BLANK");
  return checkValue(one, call) ?? checkDigest(one);
}

function checkValue(one: Wanted, call: Call): Refusal | null {
  const invalid =
    checkMetafieldValue(one.type, one.value) ??
    (one.definition ? checkValidations(one.type, one.value, one.definition.validations) : null) ??
    checkReferences(one, call);
  if (invalid) return refuse("value", invalid, "INVALID_VALUE");
  if (!one.definition?.isUnique) return null;
  const owners = call.state.metafields.findOwners(kindOf(one.ownerId), one.namespace, one.key, one.value);
  return owners.some((owner) => owner !== one.ownerId)
    ? refuse("value", "Value has already been assigned to another metafield.", "CAPABILITY_VIOLATION")
    : null;
}

const HELD_REFERENCES = /^(list\.)?(collection|company|customer|order|product|variant)_reference$/;

function checkReferences(one: Wanted, call: Call): string | null {
  if (!HELD_REFERENCES.test(one.type)) return null;
  const ids = one.type.startsWith("list.") ? (JSON.parse(one.value) as string[]) : [one.value];
  const gone = ids.find((id) => !readHeldNode(id, call));
  return gone ? `Value references non-existent resource ${gone}.` : null;
}

function checkDigest(one: Wanted): Refusal | null {
  const digest = one.input.compareDigest;
  if (digest === undefined) return null;
  const current = one.known ? compareDigest(one.known) : null;
  if (digest === current) return null;
  const message = "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.";
  return refuse("compareDigest", message, "STALE_OBJECT");
}

/** The same value of a custom id for two owners in one call. */
function checkTwice(one: Wanted, before: Wanted[]): Refusal | null {
  const isSame = (other: Wanted) => other.namespace === one.namespace && other.key === one.key;
  const isTaken =
    one.definition?.isUnique &&
    before.some((other) => isSame(other) && other.ownerId !== one.ownerId && other.value === one.value);
  return isTaken
    ? refuse("value", "Value has already been assigned to another metafield.", "CAPABILITY_VIOLATION")
    : null;
}

function ownerExists(ownerId: string, call: Call): boolean {
  const { type } = parseGid(ownerId);
  const scopes = OWNER_WRITE_SCOPES[type];
  if (scopes) requireScope(call, scopes, "metafieldsSet");
  return Object.hasOwn(OWNER_TYPES, type) && readHeldNode(ownerId, call) !== null;
}

function tooMany(): MetafieldError {
  const message = `Exceeded the maximum metafields input limit of ${MAX_PER_CALL}.`;
  return { field: ["metafields"], message, code: "LESS_THAN_OR_EQUAL_TO", elementIndex: null };
}

function set(_: unknown, args: Args, call: Call) {
  const { stored, errors } = storeMetafields(args.metafields as Input[], call);
  return { metafields: errors.length > 0 ? null : stored.map(node), userErrors: errors };
}

function remove(_: unknown, args: Args, call: Call) {
  const changed = new Set<string>();
  const deletedMetafields = (args.metafields as { ownerId: string; namespace: string; key: string }[]).map((one) => {
    const scopes = OWNER_WRITE_SCOPES[parseGid(one.ownerId).type];
    if (scopes) requireScope(call, scopes, "metafieldsDelete");
    if (!call.state.metafields.delete(one.ownerId, fullNamespace(call, one.namespace), one.key)) return null;
    changed.add(one.ownerId);
    return one;
  });
  for (const ownerId of changed) call.state.touchOwner(ownerId);
  return { deletedMetafields, userErrors: [] };
}

export const metafieldMutations: FieldTable<unknown> = { metafieldsSet: set, metafieldsDelete: remove };
