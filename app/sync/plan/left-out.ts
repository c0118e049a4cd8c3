import type { SyncObjectDefinition } from "../definition.ts";
import type { SkippedField } from "./plan.ts";

/**
 * Whether a field that was skipped is one that its record does without: HubSpot keeps the property unique, several records share its
 * value, and another one has it. Such a record is in step; its field settles as it is, so that it is not tried again until it changes.
 */
export function isLeftOut({ fields }: Pick<SyncObjectDefinition, "fields">, { field, reason }: SkippedField): boolean {
  return reason === "value_taken" && fields.some(({ hubspot, mayBeTaken }) => hubspot === field && mayBeTaken === true);
}
