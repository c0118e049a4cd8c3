import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { CrmApi } from "../crm-api.ts";

/** Records of one object in one portal, as the functions of this folder need them. */
export interface ObjectScope {
  readonly api: CrmApi;
  readonly objectType: string;
  /** our unique property */
  readonly keyProperty: string;
  readonly modifiedProperty: string;
  /** what is read of a record */
  readonly properties: readonly string[];
  /** the property HubSpot itself keeps unique: `email` of contacts */
  readonly naturalKey: string | null;
  /** read-only properties that say whether the person opted out: of all e-mail, and of the portal's marketing e-mail */
  readonly optOutProperties: readonly string[];
  /** makes the portal's properties complete again */
  readonly repairProperties: () => Promise<void>;
}

/** Standard properties that tell a merged record's former ids, a contact's other addresses, and its opt-out. */
const contactExtras = ["hs_merged_object_ids", "hs_additional_emails"];

/** @returns the scope's part that follows from the object's definition. */
export function describeObject(
  definition: SyncObjectDefinition,
  optOutProperty: string | null,
): Omit<ObjectScope, "api" | "repairProperties"> {
  const { objectType, keyProperty, modifiedProperty } = definition.hubspot;
  const isContact = objectType === "contacts";
  const optOutProperties = isContact ? ["hs_email_optout", ...(optOutProperty ? [optOutProperty] : [])] : [];
  const properties = new Set([
    ...definition.fields.map((field) => field.hubspot),
    keyProperty,
    modifiedProperty,
    ...(isContact ? contactExtras : ["hs_merged_object_ids"]),
    ...optOutProperties,
  ]);
  return {
    objectType,
    keyProperty,
    modifiedProperty,
    properties: [...properties],
    naturalKey: isContact ? "email" : null,
    optOutProperties,
  };
}
