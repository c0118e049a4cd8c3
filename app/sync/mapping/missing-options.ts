import type { PropertyOption } from "../definition.ts";
import { option } from "./transforms/option.ts";

/** @returns the values that the shop allows and no option of the property stands for: records that hold one leave the property as it is. */
export function missingOptions(choices: readonly string[], options: readonly PropertyOption[]): readonly string[] {
  return choices.filter((choice) => !option.toHubspot(choice, { shopify: {}, hubspot: {}, options }).ok);
}
