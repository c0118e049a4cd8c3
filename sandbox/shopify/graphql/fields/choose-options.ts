import { refuse } from "../../state/check-customer.ts";
import type { ProductRecord, Refusal, VariantRecord } from "../../state/records.ts";
import { idOf } from "../gid.ts";
import type { Input } from "./read-input.ts";

type Option = { id?: number; name: string; values: { id?: number; name: string }[] };

/**
 * A variant's values for a product's options, in the options' order. A value that an option does not have yet is taken as a
 * new one; options that the input leaves out keep the value of `before`.
 */
export function chooseOptions(
  options: Option[],
  given: Input[],
  before: VariantRecord["options"] | undefined,
): { chosen: VariantRecord["options"]; errors: Refusal[] } {
  const errors: Refusal[] = [];
  const chosen = new Map((before ?? []).map(({ name, value }) => [name, value]));
  given.forEach((one, index) => {
    const option = options.find((known) =>
      one.optionId ? known.id === idOf(one.optionId, "ProductOption") : known.name === one.optionName,
    );
    const place = ["optionValues", String(index)];
    if (!option) {
      errors.push(refuse(place, "Option does not exist", "OPTION_DOES_NOT_EXIST"));
      return;
    }
    const byId = one.id ? option.values.find((value) => value.id === idOf(one.id, "ProductOptionValue")) : undefined;
    const name = byId?.name ?? (typeof one.name === "string" ? one.name.trim() : "");
    if (name === "")
      errors.push(refuse([...place, "name"], "Option value does not exist", "OPTION_VALUE_DOES_NOT_EXIST"));
    else if (name.length > 255)
      errors.push(refuse([...place, "name"], "Option value name is too long", "OPTION_VALUE_NAME_TOO_LONG"));
    else chosen.set(option.name, name);
  });
  const missing = options.find((option) => !chosen.has(option.name));
  if (missing && errors.length === 0)
    errors.push(
      refuse(["optionValues"], `You need to add option values for ${missing.name}`, "NEED_TO_ADD_OPTION_VALUES"),
    );
  return { chosen: options.map(({ name }) => ({ name, value: chosen.get(name) ?? "" })), errors };
}

/** What tells a product's variants apart: their option values, without regard to case. */
export function optionKey(options: VariantRecord["options"]): string {
  return options.map(({ value }) => value.toLowerCase()).join("\n");
}

/** The product's options with values that variants brought, in the order in which they came. */
export function widenOptions(options: ProductRecord["options"], variants: VariantRecord[]) {
  return options.map(({ name, values }) => {
    const all = new Set(values.map((value) => value.name));
    for (const variant of variants) for (const one of variant.options) if (one.name === name) all.add(one.value);
    return { name, values: [...all] };
  });
}
