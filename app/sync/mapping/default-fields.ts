import type { FieldDefinition, PropertyDefinition, SyncObjectDefinition } from "../definition.ts";
import type { Direction } from "../record.ts";
import { isKeyField } from "./effective-definition.ts";
import { shopifyFieldsOf } from "./shopify-fields.ts";

/**
 * Why a default field is not the merchant's to change: records are told apart by it, the first sync alone writes it, or the stages decide
 * it. Locale keys `mapping.fixed.<code>`.
 */
type FixedField = "key" | "first_sync" | "stage";

/** What must be minded when a field is written to Shopify. Locale keys `mapping.notes.<code>`. */
type FieldNote = "only_named_alone" | "only_with_location" | "only_same_currency" | "may_be_taken";

/** A field of an object's definition as a merchant sees it before changing anything. */
export interface DefaultField {
  readonly shopify: string;
  readonly hubspot: string;
  /** our neutral type of the attribute; null where settings make its value */
  readonly type: string | null;
  readonly enabled: boolean;
  /** the way it goes unless the merchant turns it */
  readonly direction: Direction;
  /** the ways it may go; one: there is nothing to choose */
  readonly directions: readonly Direction[];
  readonly transform: string;
  readonly fixed: FixedField | null;
  /** towards Shopify it can do harm, and rests until it is turned. Locale key `fieldWarnings.<shopify>` */
  readonly harmful: boolean;
  readonly notes: readonly FieldNote[];
  /** the property as we make it; null: it is HubSpot's own */
  readonly property: Pick<PropertyDefinition, "label" | "type" | "fieldType"> | null;
}

const everyWay: readonly Direction[] = ["both", "to_hubspot", "to_shopify"];

/** @returns an object's default fields in the definition's order, with what a merchant may make of each. */
export function defaultFieldsOf(definition: SyncObjectDefinition): readonly DefaultField[] {
  const types = new Map(shopifyFieldsOf(definition).map(({ name, type }) => [name, type]));
  return definition.fields.map((field) => {
    const { shopify, hubspot, direction, transform, offByDefault = false, property } = field;
    const fixed = fixedBy(definition, field);
    const isTwoWay = direction === "both";
    return {
      shopify,
      hubspot,
      type: types.get(shopify) ?? null,
      enabled: !offByDefault || isTwoWay,
      direction: offByDefault && isTwoWay ? "to_hubspot" : direction,
      directions: isTwoWay && fixed === null ? everyWay : [direction],
      transform,
      fixed,
      harmful: offByDefault,
      notes: notesOf(field),
      property: property ? { label: property.label, type: property.type, fieldType: property.fieldType } : null,
    };
  });
}

function fixedBy(definition: SyncObjectDefinition, field: FieldDefinition): FixedField | null {
  if (field.onFirstSync) return "first_sync";
  if (isKeyField(definition, field)) return "key";
  const { stages } = definition;
  const isStage = field.hubspot === stages?.pipelineProperty || field.hubspot === stages?.stageProperty;
  return isStage ? "stage" : null;
}

const notesByAttribute: Readonly<Record<string, FieldNote>> = {
  isNamedAlone: "only_named_alone",
  hasLocation: "only_with_location",
  sameCurrency: "only_same_currency",
};

function notesOf({ writableWhen, writableWithOption, mayBeTaken }: FieldDefinition): readonly FieldNote[] {
  const conditions = [writableWhen, writableWithOption].flatMap((name) => notesByAttribute[name ?? ""] ?? []);
  return mayBeTaken ? [...conditions, "may_be_taken"] : conditions;
}
