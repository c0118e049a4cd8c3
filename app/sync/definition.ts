import type { Ageing } from "./ageing.ts";
import type { AttributeKinds } from "./limits/attribute-kinds.ts";
import type { ExcludedReason } from "./plan/plan.ts";
import type { ChildObjectKey, Direction, MainObjectKey, ObjectKey, SideRecord } from "./record.ts";

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
  /** several records may share a value that HubSpot keeps unique (a SKU): then the property is left out, and the record is in step without */
  readonly mayBeTaken?: boolean;
  /** towards Shopify it rests until the merchant turns it: it can do harm (a plain description erases the shop's HTML) */
  readonly offByDefault?: boolean;
  /** Shopify attribute that must be "true" for a record's field to be written there: a variant's name is its product's title only if it is alone */
  readonly writableWhen?: string;
  /** switch of the object's settings without which the field is not written to Shopify: a price needs one currency on both sides */
  readonly writableWithOption?: string;
  /** ours alone to write, once, when the first sync makes the record */
  readonly onFirstSync?: boolean;
  /** Shopify attribute with which this one is always written there: Shopify drops a province when its country is named alone */
  readonly travelsWith?: string;
  /** a dropdown's options as the portal has them; default: those of `property` */
  readonly options?: readonly PropertyOption[];
  /** set when the property is ours: it is created on connect and repaired when deleted */
  readonly property?: PropertyDefinition;
}

/** A HubSpot property of ours. Names carry no shop: several shops share a portal, and a name cannot be changed later. */
export interface PropertyDefinition {
  readonly label: string;
  readonly description: string;
  readonly type: "string" | "number" | "date" | "datetime" | "bool" | "enumeration";
  readonly fieldType: "text" | "textarea" | "number" | "date" | "booleancheckbox" | "select" | "checkbox";
  readonly options?: readonly PropertyOption[];
  /** can only be set when the property is created */
  readonly hasUniqueValue?: boolean;
}

export interface PropertyOption {
  readonly label: string;
  readonly value: string;
}

/** A kind of thing that syncs: data, not code. An object is one folder and one line in `objects/index.ts`. */
export interface SyncObjectDefinition {
  readonly key: ObjectKey;
  /** another definition of the same object, which holds while the switch is on: orders that are deals in HubSpot */
  readonly instead?: { readonly option: string; readonly definition: SyncObjectDefinition };
  /** of an effective definition: the object's own that it was made of */
  readonly base?: SyncObjectDefinition;
  readonly shopify: {
    readonly gidType: string;
    readonly topics: readonly string[];
    readonly scopes: readonly string[];
    /** attributes that Shopify takes from us, besides those of fields that go both ways: custom mappings may write them */
    readonly writable?: readonly string[];
    /** metafields to be read besides those of the fields: a limit asks for them */
    readonly extraMetafields?: readonly string[];
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
    /** attributes made of several properties, joined by "|"; null when one of them is blank */
    readonly composed?: Readonly<Record<string, readonly string[]>>;
    /** read besides those of the fields */
    readonly extraProperties?: readonly string[];
    /** people and other tools keep records of this type too: one that does not bear our key is never looked at */
    readonly isShared?: boolean;
    /** a record in which this property is filled has become another object's: ours lets go of it, and is left out for the reason */
    readonly handsOver?: { readonly property: string; readonly to: MainObjectKey; readonly reason: ExcludedReason };
  };
  readonly direction: Direction;
  /**
   * Keys tried in order after the link: equal normalised values name the same thing, unless both have an earlier key and it differs.
   * `lookup`: whether HubSpot itself finds records by the property (it keeps it unique), or our match index does. Default: vendor.
   */
  readonly match: readonly MatchKey[];
  readonly fields: readonly FieldDefinition[];
  /** what a switch of the merchant's makes of a Shopify record before anything else looks at it */
  readonly adjustments?: readonly { readonly option: string; readonly adjust: (record: SideRecord) => SideRecord }[];
  /** attribute that stands for the record in the unique key, where its Shopify id does not; its id when blank */
  readonly keyAttribute?: string;
  /** what a Shopify record must be to sync at all, in order: the first that it is not is the reason it is left out */
  readonly requires?: readonly Requirement[];
  /** how limits compare attributes that no field's transform tells the kind of: `lines.quantity` */
  readonly attributeKinds?: AttributeKinds;
  /** records of this object have parts that are records of their own in HubSpot; `option`: only with this switch of the merchant's */
  readonly children?: { readonly object: ChildObjectKey; readonly option?: string };
  /** this object's records are parts of another's. HubSpot's association type from part to whole. */
  readonly parent?: {
    readonly object: MainObjectKey;
    readonly associationTypeId: number;
    /** its record ids begin so, where both are of one HubSpot type: by their key they are told from the wholes */
    readonly idPrefix?: string;
  };
  /** attributes that hold the HubSpot id of another record: `as` is filled from the link of the record that `attribute` names in Shopify */
  readonly references?: readonly { readonly attribute: string; readonly to: MainObjectKey; readonly as: string }[];
  /** objects that records are associated with */
  readonly associations?: readonly AssociationDefinition[];
  readonly stages?: StageRule;
  /** records of this object, linked with what one of ours has just been linked with, are to let go of it */
  readonly takesOver?: MainObjectKey;
  /** what becomes of records by the passing of time alone */
  readonly ageing?: Ageing;
  /** a first sync reads the newest records before the rest */
  readonly recentFirst?: boolean;
  /** settled records leave their figures for the reports */
  readonly facts?: "order" | "cart";
  /** figures of a record that several shops of a portal share are combined: attributes `portal…` of `figures/` */
  readonly figures?: "customer";
  /** marketing consent by channel, kept apart from fields for its newest-wins rule; null: the object has none */
  readonly consent: readonly ConsentChannel[] | null;
  readonly onDelete: { readonly shopify: "keep" | "delete" | "cancel"; readonly hubspot: "tombstone" | "ignore" };
  /** attributes by which a person may look a record up (Shopify side) */
  readonly searchKeys: readonly string[];
}

/**
 * A Shopify attribute with the value that it must have. `option`: holds only while that switch of the object's settings is on;
 * `unlinkedOnly`: what is linked already syncs on without.
 */
interface Requirement {
  readonly attribute: string;
  readonly equals: string;
  readonly reason: ExcludedReason;
  readonly option?: string;
  readonly unlinkedOnly?: boolean;
}

export interface MatchKey {
  readonly shopify: string;
  readonly hubspot: string;
  readonly transform: string;
  readonly lookup?: "vendor" | "index";
}

interface AssociationDefinition {
  readonly to: MainObjectKey;
  /** wishes carry labels, which are made in the portal */
  readonly labelled?: boolean;
}

/** How a record's status in Shopify becomes a pipeline's stage in HubSpot. */
export interface StageRule {
  readonly pipelineProperty: string;
  readonly stageProperty: string;
  /** Shopify attribute that holds one of `statuses` */
  readonly statusAttribute: string;
  /** every status with the stage it has unless the merchant chose another; ids are HubSpot's own, equal in every portal */
  readonly statuses: Readonly<Record<string, DefaultStage>>;
  /** made where the portal has no pipeline of these stages: then their ids are HubSpot's to choose */
  readonly pipeline?: PipelineToMake;
}

/** A pipeline that a portal may lack. `id` of a stage is the one that `statuses` name. */
export interface PipelineToMake {
  readonly label: string;
  readonly stages: readonly {
    readonly id: string;
    readonly label: string;
    /** HubSpot's text of it: "1.0" is won, "0.0" lost */
    readonly probability: string;
  }[];
}

export interface StageRef {
  readonly pipelineId: string;
  readonly stageId: string;
}

/** `closed`: whether records of the status are done with, for pipelines that are not HubSpot's own. */
interface DefaultStage extends StageRef {
  readonly closed?: boolean | undefined;
}

/** A way by which people consent to be written to, with the names of the attributes that say so. */
export interface ConsentChannel {
  readonly channel: "email" | "sms";
  readonly shopifyState: string;
  readonly shopifyAt: string;
  /** Shopify attribute without which it holds no consent: the e-mail address, the phone number */
  readonly shopifyAddress: string;
  readonly hubspot: /** HubSpot's own: `optOut` is "true" when the contact opted out, and it is told by its communication preferences */
    | { readonly kind: "opt_out"; readonly optOut: string; readonly at: string }
    /** HubSpot has none: a one-way property of ours says Shopify's state, and a decision that people write there counts; `at` is when */
    | { readonly kind: "property"; readonly property: string; readonly at: string };
}

/** Fixes the literal types of a definition. */
export function defineSyncObject<const T extends SyncObjectDefinition>(definition: T): T {
  return definition;
}
