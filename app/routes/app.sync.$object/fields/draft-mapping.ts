import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { ListedField } from "#app/services/mappings/list-shopify-fields.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { Direction } from "#app/sync/record.ts";
import type { PairFault, Taken } from "./pair-ways.ts";
import { findWays, fixedTransform, textOf, transformsOf } from "./pair-ways.ts";

/** A mapping while it is being put together: what is null is for the best that fits. */
export interface DraftMapping {
  readonly field: string | null;
  readonly property: string | null;
  readonly direction: Direction | null;
  /** `fixed` with `text` writes a text of the merchant's own */
  readonly transform: string | null;
  readonly text: string;
}

export const emptyDraft: DraftMapping = { field: null, property: null, direction: null, transform: null, text: "" };

/** @returns a mapping to be edited */
export function draftOf({ shopify, hubspot, direction, transform }: FieldMapping): DraftMapping {
  const text = textOf(transform);
  return {
    field: shopify,
    property: hubspot,
    direction,
    transform: text === null ? transform : "fixed",
    text: text ?? "",
  };
}

/** A mapping that is open in the form, wherever the page goes meanwhile. */
export interface OpenMapping {
  /** a row's id, or `new` */
  readonly id: string;
  /** what the form began with */
  readonly start: DraftMapping;
  readonly draft: DraftMapping;
}

export function openMapping(id: string, edited: FieldMapping | null): OpenMapping {
  const start = edited ? draftOf(edited) : emptyDraft;
  return { id, start, draft: start };
}

/** Whether anything would be lost if the form went. */
export function isBegun(open: OpenMapping | null): boolean {
  if (!open) return false;
  return (Object.keys(open.start) as (keyof DraftMapping)[]).some((name) => open.start[name] !== open.draft[name]);
}

/** What a draft comes to beside the other mappings. */
interface ReadDraft {
  readonly field: ListedField | null;
  readonly property: PropertyFacts | null;
  /** why the two cannot go together */
  readonly fault: PairFault | null;
  /** the directions to choose from, and the one that holds */
  readonly ways: readonly Direction[];
  readonly direction: Direction | null;
  readonly transforms: readonly string[];
  readonly transform: string | null;
  /** what is to be put into the form; null while something is missing */
  readonly mapping: FieldMapping | null;
}

/** Reads a draft against both sides' choices. A choice that no longer fits gives way to the best that does. */
export function readDraft(
  draft: DraftMapping,
  { fields, properties }: { readonly fields: readonly ListedField[]; readonly properties: readonly PropertyFacts[] },
  taken: Taken,
): ReadDraft {
  const field = fields.find(({ name }) => name === draft.field) ?? null;
  const property = properties.find(({ name }) => name === draft.property) ?? null;
  const open = {
    field,
    property,
    fault: null,
    ways: [],
    direction: null,
    transforms: [],
    transform: null,
    mapping: null,
  };
  if (!field || !property) return open;
  const { ways, fault } = findWays(field, property, taken);
  const direction = ways.find((way) => way === draft.direction) ?? ways[0];
  if (direction === undefined) return { ...open, fault };
  const transforms = transformsOf(field, property, direction);
  const transform = transforms.find((name) => name === draft.transform) ?? transforms[0];
  const isMissing = transform === undefined || (transform === "fixed" && draft.text.trim() === "");
  const stored = transform === "fixed" ? fixedTransform(draft.text.trim()) : transform;
  return {
    ...{ field, property, fault: null, ways, direction, transforms, transform: transform ?? null },
    mapping:
      isMissing || stored === undefined
        ? null
        : { shopify: field.name, hubspot: property.name, direction, transform: stored, enabled: true },
  };
}
