import type { StandardPair } from "#sandbox/hubspot/crm/associations/standard-pairs.ts";
import { STANDARD_PAIRS } from "#sandbox/hubspot/crm/associations/standard-pairs.ts";
import { invalid, notFound } from "#sandbox/hubspot/hubspot-error.ts";

/** One direction of a kind of association. */
export interface AssociationType {
  category: "HUBSPOT_DEFINED" | "USER_DEFINED";
  typeId: number;
  from: string;
  to: string;
  label: string | null;
  /** The type id of the other direction; its category is the same. */
  backTypeId: number;
  isPrimary: boolean;
  /** Which end can have one parent only, if any. */
  soleChild?: "from" | "to";
}

export interface NewLabel {
  label: string;
  inverseLabel: string;
}

/** "You can create up to 10 association labels between each object pairing": HubSpot's associations guide. */
const MOST_LABELS = 10;

const pairKey = (from: string, to: string) => `${from}>${to}`;
const typeKey = (from: string, category: string, typeId: number) => `${from} ${category}=${typeId}`;

/** Which kinds of association a portal has: HubSpot's own and the labels that people or apps have made. */
export class AssociationTypes {
  readonly #byPair = new Map<string, AssociationType[]>();
  readonly #byKey = new Map<string, AssociationType>();
  #lastLabelId = 0;

  constructor(isOffered: (pair: StandardPair) => boolean) {
    for (const pair of STANDARD_PAIRS) if (isOffered(pair)) this.#addStandard(pair);
  }

  list(from: string, to: string): AssociationType[] {
    return this.#byPair.get(pairKey(from, to)) ?? [];
  }

  /** The unlabelled type; undefined when the two cannot be associated. */
  standard(from: string, to: string): AssociationType | undefined {
    return this.list(from, to).find(({ label }) => label === null);
  }

  primary(from: string, to: string): AssociationType | undefined {
    return this.list(from, to).find(({ isPrimary }) => isPrimary);
  }

  find(from: string, category: string, typeId: number): AssociationType | undefined {
    return this.#byKey.get(typeKey(from, category, typeId));
  }

  back(type: AssociationType): AssociationType {
    const back = this.#byKey.get(typeKey(type.to, type.category, type.backTypeId));
    if (!back) throw new Error(`No way back from association type ${type.typeId}`);
    return back;
  }

  /** Makes a label, one for each direction when the two differ; throws 400 for a name taken or a pair full of them. */
  createLabel(from: string, to: string, { label, inverseLabel }: NewLabel): AssociationType[] {
    this.#assertPair(from, to);
    const own = this.list(from, to).filter(({ category }) => category === "USER_DEFINED");
    if (own.length >= MOST_LABELS) throw invalid(`No more than ${MOST_LABELS} labels are allowed between two objects`);
    if (own.some((one) => one.label?.toLowerCase() === label.toLowerCase())) {
      throw invalid(`An association label ${label} already exists`, { subCategory: "AssociationLabel.LABEL_EXISTS" });
    }
    const isOneWay = from === to && label === inverseLabel;
    this.#lastLabelId += 1;
    const typeId = this.#lastLabelId;
    if (!isOneWay) this.#lastLabelId += 1;
    const common = { category: "USER_DEFINED", isPrimary: false } as const;
    const made: AssociationType[] = [{ ...common, from, to, typeId, label, backTypeId: this.#lastLabelId }];
    if (!isOneWay) {
      made.push({ ...common, from: to, to: from, typeId: this.#lastLabelId, label: inverseLabel, backTypeId: typeId });
    }
    for (const type of made) this.#add(type);
    return made;
  }

  /** Takes a label of the account's own away; 404 when there is none. */
  deleteLabel(from: string, to: string, typeId: number): AssociationType[] {
    const type = this.find(from, "USER_DEFINED", typeId);
    if (!type || type.to !== to) throw notFound(`Association type ${typeId} does not exist`);
    const gone = [...new Set([type, this.back(type)])];
    for (const one of gone) {
      this.#byKey.delete(typeKey(one.from, one.category, one.typeId));
      const key = pairKey(one.from, one.to);
      this.#byPair.set(
        key,
        this.list(one.from, one.to).filter((other) => other !== one),
      );
    }
    return gone;
  }

  #assertPair(from: string, to: string): void {
    if (!this.standard(from, to)) throw invalid(`No association is possible from ${from} to ${to}`);
  }

  #addStandard(pair: StandardPair): void {
    const { from, to } = pair;
    const addBoth = (typeId: number, backTypeId: number, labels: [string | null, string | null], isPrimary = false) => {
      const common = { category: "HUBSPOT_DEFINED", isPrimary } as const;
      const child = (end: "from" | "to") => (pair.isSoleParent ? { soleChild: end } : {});
      this.#add({ ...common, from, to, typeId, backTypeId, label: labels[0], ...child("to") });
      if (from === to && typeId === backTypeId) return;
      const back = { from: to, to: from, typeId: backTypeId, backTypeId: typeId, label: labels[1] };
      this.#add({ ...common, ...back, ...child("from") });
    };
    addBoth(pair.typeId, pair.backTypeId, [null, null]);
    if (pair.primary) addBoth(pair.primary.typeId, pair.primary.backTypeId, ["Primary", "Primary"], true);
    for (const { typeId, label, backTypeId, backLabel } of pair.labels ?? []) {
      addBoth(typeId, backTypeId, [label, backLabel]);
    }
  }

  #add(type: AssociationType): void {
    this.#byKey.set(typeKey(type.from, type.category, type.typeId), type);
    this.#byPair.set(pairKey(type.from, type.to), [...this.list(type.from, type.to), type]);
  }
}
