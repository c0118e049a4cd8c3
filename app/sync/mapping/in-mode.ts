import type { SyncObjectDefinition } from "../definition.ts";
import type { ObjectSettings } from "../settings.ts";

/** The definition that holds under an object's switches: its own, or the one that stands in for it. */
export function inMode(
  definition: SyncObjectDefinition,
  options: ObjectSettings["options"] = {},
): SyncObjectDefinition {
  const { instead } = definition;
  return instead && options[instead.option] === true ? inMode(instead.definition, options) : definition;
}
