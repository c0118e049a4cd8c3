import type { Direction, ObjectKey } from "./record.ts";

/** One field: a Shopify attribute and a HubSpot property with the way between them. */
export interface FieldDefinition {
  /** attribute of the Shopify record, as the adapter names it: `firstName` */
  readonly shopify: string;
  /** HubSpot property, internal name */
  readonly hubspot: string;
  readonly direction: Direction;
  /** a name of `mapping/transforms` */
  readonly transform: string;
  /** a blank never overwrites the other side's value */
  readonly required?: boolean;
  /** Shopify attribute with which this one is always written there: Shopify drops a province when its country is named alone */
  readonly travelsWith?: string;
  /** set when the property is ours: it is created on connect and repaired when deleted */
  readonly property?: PropertyDefinition;
}

/** A HubSpot property of ours. Names carry no shop: several shops share a portal, and a name cannot be changed later. */
export interface PropertyDefinition {
  readonly label: string;
  readonly description: string;
  readonly type: "string" | "number" | "datetime" | "bool" | "enumeration";
  readonly fieldType: "text" | "textarea" | "number" | "date" | "booleancheckbox" | "select";
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  /** can only be set when the property is created */
  readonly hasUniqueValue?: boolean;
}

/** A kind of thing that syncs: data, not code. An object is one folder and one line in `objects/index.ts`. */
export interface SyncObjectDefinition {
  readonly key: ObjectKey;
  readonly shopify: {
    readonly gidType: string;
    readonly topics: readonly string[];
    readonly scopes: readonly string[];
  };
  readonly hubspot: {
    readonly objectType: string;
    readonly objectTypeId: string;
    readonly scopes: readonly string[];
    readonly modifiedProperty: string;
    /** our unique property that holds `shop:id` */
    readonly keyProperty: string;
    /** their values hold a shop, so an unlinked record of another shop of the portal is known by this one */
    readonly shopProperty: string;
    /** webhook property subscriptions: standard properties only, for custom ones exist per portal */
    readonly watchedProperties: readonly string[];
  };
  readonly direction: Direction;
  /** keys tried in order after the link: equal normalised values name the same thing */
  readonly match: readonly { readonly shopify: string; readonly hubspot: string; readonly transform: string }[];
  readonly fields: readonly FieldDefinition[];
  /** marketing consent, kept apart from fields for its newest-wins rule; null: the object has none */
  readonly consent: ConsentDefinition | null;
  readonly onDelete: { readonly shopify: "keep" | "delete" | "cancel"; readonly hubspot: "tombstone" | "ignore" };
  /** attributes by which a person may look a record up (Shopify side) */
  readonly searchKeys: readonly string[];
}

/** Names of the attributes that carry marketing consent by e-mail. */
interface ConsentDefinition {
  readonly shopifyState: string;
  readonly shopifyAt: string;
  /** "true" when the contact opted out */
  readonly hubspotOptOut: string;
  readonly hubspotAt: string;
}

/** Fixes the literal types of a definition. */
export function defineSyncObject<const T extends SyncObjectDefinition>(definition: T): T {
  return definition;
}
