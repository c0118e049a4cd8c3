import type { FieldDefinition } from "../definition.ts";
import type { Side, Value } from "../record.ts";
import type { Mapped, MappingContext } from "./transform.ts";
import { blankToNull, mapped } from "./transform.ts";
import { transformNamed } from "./transforms.ts";

/** The context with what the field itself brings along. */
function contextOf(field: FieldDefinition, context: MappingContext): MappingContext {
  const options = field.options ?? field.property?.options;
  const current = context.shopify[field.shopify];
  return {
    ...context,
    ...(options ? { options } : {}),
    ...(current === undefined ? {} : { current }),
  };
}

/** A field's value on one side, blank as null. */
export function fieldValue(field: FieldDefinition, side: Side, context: MappingContext): Value {
  return blankToNull(side === "shopify" ? context.shopify[field.shopify] : context.hubspot[field.hubspot]);
}

/** The other side's value of a field as `side` should store it; a blank stays blank. */
export function mapTo(field: FieldDefinition, side: Side, context: MappingContext): Mapped {
  const value = fieldValue(field, side === "shopify" ? "hubspot" : "shopify", context);
  if (value === null) return mapped(null);
  const transform = transformNamed(field.transform);
  const whole = contextOf(field, context);
  return side === "shopify" ? transform.toShopify(value, whole) : transform.toHubspot(value, whole);
}

/** Whether both sides of a field say the same. */
export function saysTheSame(field: FieldDefinition, context: MappingContext): boolean {
  const [shopify, hubspot] = [fieldValue(field, "shopify", context), fieldValue(field, "hubspot", context)];
  if (shopify === null || hubspot === null) return shopify === hubspot;
  if (shopify === hubspot) return true;
  const transform = transformNamed(field.transform);
  const whole = contextOf(field, context);
  return transform.comparable("shopify", shopify, whole) === transform.comparable("hubspot", hubspot, whole);
}
