import type { SyncObjectDefinition } from "../definition.ts";
import type { FailingReason, SkippedField } from "./plan.ts";

const taken: ReadonlySet<FailingReason> = new Set<FailingReason>(["value_taken", "email_taken", "phone_taken"]);

/**
 * Whether a field that was skipped is one that its record does without: HubSpot keeps the property unique, several records share its
 * value, and another one has it. Such a record is in step; its field settles as it is, so that it is not tried again until it changes.
 */
export function isLeftOut({ fields }: Pick<SyncObjectDefinition, "fields">, { field, reason }: SkippedField): boolean {
  return taken.has(reason) && fields.some(({ hubspot, mayBeTaken }) => hubspot === field && mayBeTaken === true);
}
