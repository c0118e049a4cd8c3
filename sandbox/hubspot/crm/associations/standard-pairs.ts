/** Two types that HubSpot lets be associated, with the ids of the association type in either direction. */
export interface StandardPair {
  from: string;
  to: string;
  typeId: number;
  backTypeId: number;
  /** The type that marks one of several as the main one; a record has at most one. */
  primary?: { typeId: number; backTypeId: number };
  /** Further types of HubSpot's own with a name, such as parent and child company. */
  labels?: { typeId: number; label: string; backTypeId: number; backLabel: string }[];
  /** A record at the end of this pair has one parent only, among all pairs marked so. */
  isSoleParent?: boolean;
  /** No document says that it exists; a portal's seed can turn it off. */
  isUncertain?: boolean;
}

const [contact, company, deal, lineItem, order, cart] = ["0-1", "0-2", "0-3", "0-8", "0-123", "0-142"];

/** HubSpot's associations guide and what live portals answer. There is none between orders or carts and products. */
export const STANDARD_PAIRS: StandardPair[] = [
  { from: contact, to: company, typeId: 279, backTypeId: 280, primary: { typeId: 1, backTypeId: 2 } },
  { from: contact, to: deal, typeId: 4, backTypeId: 3 },
  { from: deal, to: company, typeId: 341, backTypeId: 342, primary: { typeId: 5, backTypeId: 6 } },
  { from: deal, to: lineItem, typeId: 19, backTypeId: 20, isSoleParent: true },
  { from: order, to: contact, typeId: 507, backTypeId: 508 },
  { from: order, to: company, typeId: 509, backTypeId: 510 },
  { from: order, to: deal, typeId: 512, backTypeId: 511 },
  { from: order, to: lineItem, typeId: 513, backTypeId: 514, isSoleParent: true },
  { from: order, to: cart, typeId: 593, backTypeId: 592 },
  { from: cart, to: contact, typeId: 586, backTypeId: 587 },
  { from: cart, to: lineItem, typeId: 590, backTypeId: 591, isSoleParent: true },
  // Its ids are made up: nothing but the "default" endpoint can be used for it without a look at the labels.
  { from: cart, to: company, typeId: 1308, backTypeId: 1309, isUncertain: true },
  { from: contact, to: contact, typeId: 449, backTypeId: 449 },
  {
    from: company,
    to: company,
    typeId: 450,
    backTypeId: 450,
    labels: [{ typeId: 13, label: "Child Company", backTypeId: 14, backLabel: "Parent Company" }],
  },
  { from: deal, to: deal, typeId: 451, backTypeId: 451 },
];

/** The types that a record of this one can have a single parent of. */
export function soleParentTypes(childTypeId: string): string[] {
  return STANDARD_PAIRS.filter(({ to, isSoleParent }) => isSoleParent && to === childTypeId).map(({ from }) => from);
}
