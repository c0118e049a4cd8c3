import type { MainObjectKey, ObjectKey, Side, SideRecord, Value } from "#app/sync/record.ts";
import type { DeliveryPlan, FaultName, RecordState, WriteCounts } from "../scenario-world.ts";

interface ActKind {
  /** the record that is acted on */
  readonly of?: readonly [Side, ObjectKey];
  /** another one that the act takes */
  readonly with?: readonly [Side, ObjectKey];
  /** what may be given, by attribute or property */
  readonly pools?: Readonly<Record<string, readonly Value[]>>;
  readonly weight: number;
}

const names = ["Tea House", "Zoë 🌱 & Co", "Łódź Foods"];
const notes = ["call <b>first</b>", "two\nlines", null];
const titles = ["Green tea", "Black tea", "Pot 李"];
const skus = ["TEA-1", "TEA-2", null];
const firstNames = ["Ada", "Bob", "Zoë"];
const emails = ["a@x.com", "b@x.com", "c@x.com", "d@x.com"];

const shopify = (object: ObjectKey) => ["shopify", object] as const;
const hubspot = (object: ObjectKey) => ["hubspot", object] as const;

/** What people do: on the left their acts in the shop, then those in the portal. */
export const acts = {
  create_customer: { weight: 3, pools: { email: [...emails, null] } },
  name_customer: { weight: 2, of: shopify("customers"), pools: { firstName: firstNames } },
  give_email: { weight: 1, of: shopify("customers"), pools: { email: emails } },
  create_company: { weight: 2, pools: { name: names } },
  edit_company: { weight: 3, of: shopify("companies"), pools: { name: names, note: notes } },
  delete_company: { weight: 1, of: shopify("companies") },
  join_company: { weight: 2, of: shopify("companies"), with: shopify("customers") },
  leave_company: { weight: 1, of: shopify("companies"), with: shopify("customers") },
  create_product: { weight: 3, pools: { sku: skus } },
  edit_product: {
    weight: 3,
    of: shopify("products"),
    pools: { name: titles, sku: skus, price: ["1.00", "2.5"], vendor: names },
  },
  delete_product: { weight: 1, of: shopify("products") },
  place_order: { weight: 4, with: shopify("customers") },
  place_guest_order: { weight: 2, pools: { email: [...emails, null] } },
  note_order: { weight: 2, of: shopify("orders"), pools: { note: notes } },
  pay_order: { weight: 1, of: shopify("orders") },
  refund_order: { weight: 1, of: shopify("orders") },
  cancel_order: { weight: 1, of: shopify("orders") },
  delete_order: { weight: 1, of: shopify("orders") },
  add_line: { weight: 2, of: shopify("orders"), with: shopify("products") },
  change_line: { weight: 2, of: shopify("orders") },
  remove_line: { weight: 2, of: shopify("orders") },
  abandon_cart: { weight: 3, with: shopify("customers") },
  abandon_guest_cart: { weight: 1 },
  complete_cart: { weight: 2, of: shopify("carts") },
  edit_contact: { weight: 2, of: hubspot("customers"), pools: { firstname: firstNames } },
  edit_hubspot_company: { weight: 3, of: hubspot("companies"), pools: { name: names, description: notes } },
  edit_hubspot_product: {
    weight: 3,
    of: hubspot("products"),
    pools: { name: titles, price: ["9", "10.00"], tandem_vendor: ["mine", null] },
  },
  edit_hubspot_order: {
    weight: 3,
    of: hubspot("orders"),
    pools: { hs_order_note: ["mine", null], hs_total_price: ["0", "77"], hs_pipeline_stage: ["shipped", "open"] },
  },
  edit_hubspot_cart: { weight: 1, of: hubspot("carts"), pools: { hs_external_status: ["mine", null] } },
  edit_hubspot_line: { weight: 2, of: hubspot("order_lines"), pools: { quantity: ["99", "1"], name: ["mine"] } },
  delete_hubspot_company: { weight: 1, of: hubspot("companies") },
  delete_hubspot_product: { weight: 1, of: hubspot("products") },
  delete_hubspot_order: { weight: 1, of: hubspot("orders") },
  delete_hubspot_line: { weight: 2, of: hubspot("order_lines") },
  make_hubspot_company: { weight: 1, pools: { name: names } },
  make_hubspot_product: { weight: 1, pools: { name: titles } },
} as const satisfies Readonly<Record<string, ActKind>>;
export type ActName = keyof typeof acts;

/** An act with its records picked out. Null values and missing ids are for the act to make sense of. */
export interface Act {
  readonly act: ActName;
  readonly id: string | null;
  readonly other: string | null;
  readonly field: string;
  readonly value: Value;
  /** Shopify ids of variants */
  readonly variants: readonly string[];
  /** picks one of the record's own parts */
  readonly nth: number;
}

export type TradeWork = "drain" | "two_drains" | "drain_and_backfill" | "sweep" | "backfill" | "associate" | "effects";

export type TradeStep =
  | {
      readonly kind: "act";
      readonly act: ActName;
      readonly who: number;
      readonly other: number;
      readonly field: string;
      readonly value: Value;
      readonly lines: readonly number[];
    }
  | { readonly kind: "deliver"; readonly plan: DeliveryPlan }
  | { readonly kind: "advance"; readonly ms: number }
  | WorkStep;

export interface WorkStep {
  readonly kind: "work";
  readonly what: TradeWork;
  readonly object: MainObjectKey;
  readonly faults: readonly FaultName[];
  readonly records: readonly boolean[];
  readonly meanwhile: TradeStep | null;
  readonly after: number;
}

/** A product between two vendors with all its objects, as a scenario drives it. */
export interface TradeWorld {
  /** @returns false when the vendor refuses it; then nothing has changed. */
  act(act: Act): Promise<boolean>;
  /** Records as they are, read past the product: by its attributes and properties, with parts and wishes. */
  records(side: Side, object: ObjectKey): Promise<readonly SideRecord[]>;
  /** Everybody's e-mail address by id, as it is now. */
  addresses(side: Side): Promise<ReadonlyMap<string, Value>>;
  /** Ids of the records that are there; of what Shopify lists and of what HubSpot has not archived. */
  ids(side: Side, object: ObjectKey): Promise<readonly string[]>;
  /** HubSpot ids of what a HubSpot record is associated with */
  associated(from: ObjectKey, fromId: string, to: ObjectKey): Promise<readonly string[]>;
  deliver(plan: DeliveryPlan): Promise<void>;
  advance(ms: number): Promise<void>;
  work(step: WorkStep, meanwhile: () => Promise<void>): Promise<void>;
  /** First syncs of all objects. */
  startBackfills(): Promise<void>;
  /** Audits of what has parts. */
  startAudits(): Promise<void>;
  /** Orders and carts become deals, or orders and carts again. */
  switchModes?(): Promise<void>;
  /** Ends all faults and lets time pass until nothing is left to do. @throws Error when it never gets quiet. */
  quiesce(): Promise<void>;
  /** Marks every record of every object on both sides, as if each had changed. */
  markAll(): Promise<void>;
  states(object: MainObjectKey): Promise<readonly RecordState[]>;
  writes(): Promise<WriteCounts>;
}
