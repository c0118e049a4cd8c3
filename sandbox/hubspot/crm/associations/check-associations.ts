import type { End } from "#sandbox/hubspot/crm/associations/association-store.ts";
import type { AssociationType } from "#sandbox/hubspot/crm/associations/association-types.ts";
import { soleParentTypes } from "#sandbox/hubspot/crm/associations/standard-pairs.ts";
import type { Reservations } from "#sandbox/hubspot/crm/unique-index.ts";
import type { HubspotError } from "#sandbox/hubspot/hubspot-error.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import { isObject } from "#sandbox/hubspot/read-input.ts";

/** An association that was found possible and waits for its record to be written. */
export interface AssociationWish {
  to: End;
  types: AssociationType[];
}

const REFUSED = "One or more associations are invalid";

function missingRecords(portal: Portal, ends: End[]): HubspotError {
  const names = ends.map(({ typeId }) => portal.space(typeId).type.legacyName);
  return invalid(REFUSED, {
    context: {
      INVALID_OBJECT_IDS: ends.map(({ id }, index) => `${names[index]}=${id} is not valid`),
      objectId: ends.map(({ id }) => id),
      objectType: names,
    },
  });
}

function unknownType(category: string, typeId: number): HubspotError {
  return invalid(REFUSED, {
    context: {
      associationSpec: [`${category}=${typeId}`],
      INVALID_ASSOCIATION_TYPE_ID: [`${category}=${typeId} is not a valid association definition id`],
    },
  });
}

function secondParent(portal: Portal, child: End, parent: string): HubspotError {
  const { label } = portal.space(child.typeId).type;
  return invalid(`${label.one} ${child.id} already belongs to ${parent} and cannot belong to another record`, {
    context: { objectId: [child.id] },
  });
}

/** The ends by the ids their records have now. Throws HubSpot's 400 for those that do not exist. */
export function requireEnds(portal: Portal, ends: End[]): End[] {
  const found = ends.map(({ typeId, id }) => portal.space(typeId).records.find(id)?.id);
  const missing = ends.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) throw missingRecords(portal, missing);
  return ends.map(({ typeId }, index) => ({ typeId, id: found[index] ?? "" }));
}

/** The unlabelled type between two kinds of record. Throws 400 where HubSpot has none. */
export function requireStandardType(portal: Portal, from: string, to: string): AssociationType {
  const type = portal.associationTypes.standard(from, to);
  if (type) return type;
  const [one, other] = [from, to].map((typeId) => portal.space(typeId).type.legacyName);
  throw invalid(`No default association type exists from ${one} to ${other}`);
}

/** The `types` of an input, each a category and an id, as types from one kind of record. */
export function readTypes(portal: Portal, from: string, given: unknown): AssociationType[] {
  if (!Array.isArray(given) || given.length === 0 || !given.every(isObject)) {
    throw invalid("Invalid input JSON: Some required fields were not set: [types]");
  }
  return given.map(({ associationCategory, associationTypeId }) => {
    const [category, typeId] = [String(associationCategory), Number(associationTypeId)];
    const type = portal.associationTypes.find(from, category, typeId);
    if (!type) throw unknownType(category, typeId);
    return type;
  });
}

/** Throws 400 when this would give a record a second parent that can have only one. */
export function assertOneParent(portal: Portal, from: End, to: End, type: AssociationType | undefined): void {
  if (!type?.soleChild) return;
  const [child, parent] = type.soleChild === "to" ? [to, from] : [from, to];
  const present = portal.associations.soleParentOf(child, soleParentTypes(child.typeId));
  if (!present || (present.id === parent.id && present.typeId === parent.typeId)) return;
  throw secondParent(portal, child, `${portal.space(present.typeId).type.legacyName} ${present.id}`);
}

/** The `id` of `{ "id": "5" }`, which some clients send as a number. */
export function readId(input: unknown, field: string): string {
  const end = isObject(input) ? input[field] : undefined;
  const id = isObject(end) ? end.id : undefined;
  if (typeof id === "number" || (typeof id === "string" && id !== "")) return String(id);
  throw invalid(`Invalid input JSON: Some required fields were not set: [${field}.id]`);
}

/**
 * The associations that a create asks for in the same request. Throws 400 for missing records, types that do not fit and
 * second parents; `reserved` keeps what earlier inputs of a batch have claimed.
 */
export function readInlineAssociations(
  portal: Portal,
  typeId: string,
  { associations }: JsonObject,
  reserved: Reservations,
): AssociationWish[] {
  if (associations === undefined || associations === null) return [];
  if (!Array.isArray(associations)) throw invalid("Invalid input JSON: associations must be a list");
  const wishes = associations.map((input): AssociationWish => {
    const types = readTypes(portal, typeId, isObject(input) ? input.types : undefined);
    const [first, ...others] = types;
    if (!first || others.some(({ to }) => to !== first.to)) throw invalid(REFUSED);
    const [to] = requireEnds(portal, [{ typeId: first.to, id: readId(input, "to") }]);
    return { to: to ?? { typeId: first.to, id: "" }, types };
  });
  const parents = wishes.filter(({ types }) => types.some(({ soleChild }) => soleChild === "from"));
  if (parents.length > 1) throw invalid(`A ${portal.space(typeId).type.singular} can belong to one record only`);
  for (const { to, types } of wishes) {
    const type = types.find(({ soleChild }) => soleChild === "to");
    if (!type) continue;
    assertOneParent(portal, { typeId, id: "" }, to, type);
    const key = `parent of ${to.typeId} ${to.id}`;
    if (reserved.has(key)) throw secondParent(portal, to, "another record of this batch");
    reserved.set(key, to.id);
  }
  return wishes;
}
