import type { End } from "#sandbox/hubspot/crm/associations/association-store.ts";
import type { AssociationType } from "#sandbox/hubspot/crm/associations/association-types.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";

/** One kind of association as the API shows it: `{ category, typeId, label }`. */
export function presentType({ category, typeId, label }: AssociationType): object {
  return { category, typeId, label };
}

export interface AssociationPage {
  results: { toObjectId: number; associationTypes: object[] }[];
  paging?: { next: { after: string } };
}

/** A page of what one record is associated with, oldest first. `after` is how many came before. */
export function presentPage(portal: Portal, from: End, toTypeId: string, limit: number, after = 0): AssociationPage {
  const links = portal.associations.of(from, toTypeId);
  const results: AssociationPage["results"] = [];
  let index = 0;
  for (const [id, types] of links) {
    index += 1;
    if (index <= after) continue;
    if (results.length === limit) break;
    results.push({ toObjectId: Number(id), associationTypes: types.map(presentType) });
  }
  const end = after + results.length;
  return { results, ...(end < links.size ? { paging: { next: { after: String(end) } } } : {}) };
}

/** What was labelled, in the answer to a labelled write. */
export function presentPair(from: End, to: End, types: readonly AssociationType[]): object {
  return {
    fromObjectTypeId: from.typeId,
    fromObjectId: Number(from.id),
    toObjectTypeId: to.typeId,
    toObjectId: Number(to.id),
    labels: types.flatMap(({ label }) => (label === null ? [] : [label])),
  };
}

/** Both directions of an unlabelled association, as the default endpoints answer. */
export function presentDefault(from: End, to: End, type: AssociationType, back: AssociationType): object[] {
  const spec = (one: AssociationType) => ({
    associationCategory: one.category,
    associationTypeId: one.typeId,
  });
  return [
    { from: { id: from.id }, to: { id: to.id }, associationSpec: spec(type) },
    { from: { id: to.id }, to: { id: from.id }, associationSpec: spec(back) },
  ];
}

/** How reads of records name a kind of association: contacts and deals call the unlabelled one so, beside the primary. */
function inlineName(portal: Portal, from: ObjectType, to: ObjectType, type: AssociationType): string {
  const name = `${from.singular}_to_${to.singular}`;
  if (type.label !== null && !type.isPrimary) return type.label.toLowerCase().replaceAll(" ", "_");
  const hasPrimary = portal.associationTypes.primary(from.typeId, to.typeId) !== undefined;
  return hasPrimary && !type.isPrimary ? `${name}_unlabeled` : name;
}

/** The `associations` of a record in a read; absent where it has none. Its keys are plurals with blanks: "line items". */
export function presentInline(portal: Portal, from: ObjectType, id: string, types: ObjectType[]): object {
  const found = types.flatMap((to) => {
    const links = portal.associations.of({ typeId: from.typeId, id }, to.typeId);
    const results = [...links].flatMap(([toId, kinds]) =>
      kinds.map((kind) => ({ id: toId, type: inlineName(portal, from, to, kind) })),
    );
    return results.length > 0 ? [[to.plural.replaceAll("_", " "), { results }] as const] : [];
  });
  return found.length > 0 ? { associations: Object.fromEntries(found) } : {};
}
