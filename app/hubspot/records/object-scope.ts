import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { CrmApi } from "../crm-api.ts";
import { ownProperties } from "../own-properties.ts";

/** Records of one object in one portal, as the functions of this folder need them. */
export interface ObjectScope {
  readonly api: CrmApi;
  readonly objectType: string;
  /** our unique property */
  readonly keyProperty: string;
  readonly modifiedProperty: string;
  /** records of the type without our key are other people's */
  readonly isShared: boolean;
  /** what is read of a record */
  readonly properties: readonly string[];
  /** those of them that are ours to make and to repair */
  readonly ownProperties: ReadonlySet<string>;
  /** attributes made of several properties, see the definition */
  readonly composed: Readonly<Record<string, readonly string[]>>;
  /** association type from a part to the record it is a part of; null for objects that are no parts */
  readonly parentTypeId: number | null;
  /** the property HubSpot itself keeps unique: `email` of contacts */
  readonly naturalKey: string | null;
  /** read-only properties that say whether the person opted out: of all e-mail, and of the portal's marketing e-mail */
  readonly optOutProperties: readonly string[];
  /** properties in which people decide about a channel that HubSpot has no opt-out of, with the attribute that says when */
  readonly decidedProperties: readonly { readonly property: string; readonly at: string }[];
  /** makes the portal's properties complete again */
  readonly repairProperties: () => Promise<void>;
}

/** Of these HubSpot can merge two records, and says of which former ones a record is made. */
const mergeable: readonly string[] = ["contacts", "companies", "deals"];

/**
 * @param custom fields of the merchant's mappings: their properties are read, too
 * @returns the scope's part that follows from the object's definition.
 */
export function describeObject(
  definition: SyncObjectDefinition,
  optOutProperty: string | null,
  custom: SyncObjectDefinition["fields"] = [],
): Omit<ObjectScope, "api" | "repairProperties"> {
  const {
    objectType,
    keyProperty,
    modifiedProperty,
    shopProperty,
    isShared = false,
    composed = {},
    extraProperties = [],
  } = definition.hubspot;
  const isContact = objectType === "contacts";
  const optOutProperties = isContact ? ["hs_email_optout", ...(optOutProperty ? [optOutProperty] : [])] : [];
  const named = [...definition.fields, ...custom, ...definition.match].map(({ hubspot }) => hubspot);
  const properties = new Set([
    ...named.filter((name) => !composed[name]),
    ...Object.values(composed).flat(),
    ...extraProperties,
    keyProperty,
    shopProperty,
    modifiedProperty,
    ...(mergeable.includes(objectType) ? ["hs_merged_object_ids"] : []),
    ...(isContact ? ["hs_additional_emails"] : []),
    ...optOutProperties,
  ]);
  return {
    objectType,
    keyProperty,
    modifiedProperty,
    isShared,
    properties: [...properties],
    ownProperties: new Set(Object.keys(ownProperties(definition))),
    composed,
    parentTypeId: definition.parent?.associationTypeId ?? null,
    naturalKey: isContact ? "email" : null,
    optOutProperties,
    decidedProperties: (definition.consent ?? []).flatMap(({ hubspot }) =>
      hubspot.kind === "property" ? hubspot : [],
    ),
  };
}
