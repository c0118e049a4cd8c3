import { parseMetafieldAttribute } from "../mapping/effective-definition.ts";
import type { LimitOperator } from "../settings.ts";
import type { AttributeKind } from "./attribute-kinds.ts";

/** A Shopify attribute for which a limit can ask. */
export interface LimitField {
  /** `lines.<attribute>`: whether any part of the record meets it */
  readonly name: string;
  readonly kind: AttributeKind;
  /** the only values that Shopify has for it, as limits compare them; absent: any */
  readonly choices?: readonly string[] | undefined;
  /** of a list: what its entries are; absent: text */
  readonly entries?: Exclude<AttributeKind, "list"> | undefined;
  /** of a metafield: Shopify's name of its type, which a condition on it keeps; absent: nobody has said */
  readonly type?: string | undefined;
}

export const limitOperators = [
  "is_known",
  "is_unknown",
  "equals",
  "not_equals",
  "contains",
  "not_contains",
  "one_of",
  "none_of",
  "greater_than",
  "less_than",
  "after",
  "before",
] as const satisfies readonly LimitOperator[];

const operatorsOfKind: Readonly<Record<AttributeKind, readonly LimitOperator[]>> = {
  text: ["equals", "not_equals", "contains", "not_contains", "one_of", "none_of", "is_known", "is_unknown"],
  number: ["greater_than", "less_than", "equals", "not_equals", "is_known", "is_unknown"],
  date: ["after", "before", "equals", "not_equals", "is_known", "is_unknown"],
  list: ["contains", "not_contains", "one_of", "none_of", "equals", "is_known", "is_unknown"],
};
const operatorsOfChoices: readonly LimitOperator[] = [
  "equals",
  "not_equals",
  "one_of",
  "none_of",
  "is_known",
  "is_unknown",
];
const operatorsOfUnknownKind = limitOperators;

/** Operators that fit a field, the most usual first. A metafield whose type nobody has said takes any. */
export function operatorsOf({ name, kind, choices, type }: LimitField): readonly LimitOperator[] {
  const isMetafield = parseMetafieldAttribute(name) !== null;
  if (isMetafield && type === undefined) return operatorsOfUnknownKind;
  if (!choices) return operatorsOfKind[kind];
  // An attribute is always yes or no; a metafield may never have been set.
  if (isYesOrNo(choices)) return isMetafield ? ["equals", "is_known", "is_unknown"] : ["equals"];
  const fitting =
    kind === "list" ? operatorsOfKind.list.filter((operator) => operator !== "equals") : operatorsOfChoices;
  // Several values are kept with commas between them.
  const isApart = choices.every((choice) => !choice.includes(","));
  return fitting.filter((operator) => isApart || !takesSeveral(operator));
}

export function isYesOrNo(choices: readonly string[]): boolean {
  return choices.length === 2 && choices.includes("true") && choices.includes("false");
}

/** Whether the operator compares with a value at all. */
export function takesValue(operator: LimitOperator): boolean {
  return operator !== "is_known" && operator !== "is_unknown";
}

/** Whether the operator compares with several values, separated by commas. */
export function takesSeveral(operator: LimitOperator): boolean {
  return operator === "one_of" || operator === "none_of";
}
