import type { WriteRule } from "#app/sync/plan/field-rule.ts";
import type { Plan, SkippedField } from "#app/sync/plan/plan.ts";
import type {
  ClaimedChange,
  ConsentState,
  FiguresOfOtherShop,
  RecordLink,
  Settlement,
  Tombstone,
} from "#app/sync/ports.ts";
import type { Side, SideRecord, Values } from "#app/sync/record.ts";

/** One record, or pair, on its way through a batch. Later steps fill in what earlier ones left out. */
export interface Unit {
  readonly changes: ClaimedChange[];
  readonly ids: Record<Side, string | null>;
  link: RecordLink | null;
  /** records as they were read, before anything was written */
  readonly read: Record<Side, SideRecord | null>;
  readonly gone: Record<Side, boolean>;
  /** Shopify does not show its record: nothing is known of it there */
  isHidden: boolean;
  /** its HubSpot record is another object's now, or went by its age: what was its part goes, too */
  hasLeft: boolean;
  /** by side the record that lives on after a merge, under another id than the one asked for */
  readonly moved: Record<Side, SideRecord | null>;
  readonly tombstones: Tombstone[];
  readonly lift: Tombstone[];
  /** ids of several candidates, or of one that is linked already */
  ambiguous: readonly string[];
  /** HubSpot id of the record that this one is a part of */
  parentId: string | null;
  owner: boolean;
  ofOtherShop: boolean;
  /** other shops of the portal that share the HubSpot record, the one that linked it first in front */
  others: readonly FiguresOfOtherShop[];
  readonly refused: SkippedField[];
  /** what the vendors say they stored of what was written */
  readonly stored: Record<Side, Values>;
  readonly modifiedAt: Record<Side, string | null>;
  readonly written: Record<Side, Set<string>>;
  /** by side, for each name that was written the rule that wanted it so */
  readonly rules: Record<Side, Map<string, WriteRule>>;
  created: Side | null;
  /** the record that holds the match key of one we wanted to create */
  holder: { readonly side: Side; readonly id: string; readonly property?: string } | null;
  /** sides whose record must be read again before the next round */
  readonly rereads: Set<Side>;
  /** its Shopify record is a line of a bulk read, minutes old: read anew before Shopify is written */
  stale: boolean;
  effect: ConsentState | null;
  putBacks: number;
  plan: Plan | null;
  /** settlements of other records that follow from this one's */
  readonly alongside: Settlement[];
  /** what became of it; null while it is under way */
  end: UnitEnd | null;
}

/** `absorbed`: another unit of the batch answers its changes. */
type UnitEnd =
  | { readonly kind: "settled"; readonly settlements: readonly Settlement[] }
  | { readonly kind: "absorbed" };

/** @returns a unit of which nothing is known but its changes and link. */
export function newUnit(changes: readonly ClaimedChange[], link: RecordLink | null): Unit {
  const idOf = (side: Side): string | null => changes.find((change) => change.side === side)?.recordId ?? null;
  return {
    changes: [...changes],
    ids: { shopify: link?.shopifyId ?? idOf("shopify"), hubspot: link?.hubspotId ?? idOf("hubspot") },
    link,
    read: { shopify: null, hubspot: null },
    gone: { shopify: false, hubspot: false },
    isHidden: false,
    hasLeft: false,
    moved: { shopify: null, hubspot: null },
    tombstones: [],
    lift: [],
    ambiguous: [],
    parentId: null,
    owner: link?.owner ?? true,
    ofOtherShop: false,
    others: [],
    refused: [],
    stored: { shopify: {}, hubspot: {} },
    modifiedAt: { shopify: null, hubspot: null },
    written: { shopify: new Set(), hubspot: new Set() },
    rules: { shopify: new Map(), hubspot: new Map() },
    created: null,
    holder: null,
    rereads: new Set(),
    stale: false,
    effect: null,
    putBacks: 0,
    plan: null,
    alongside: [],
    end: null,
  };
}

export function otherSide(side: Side): Side {
  return side === "shopify" ? "hubspot" : "shopify";
}

/** `s:<id>` or `h:<id>`. */
export function lockKey(side: Side, id: string): string {
  return `${side === "shopify" ? "s" : "h"}:${id}`;
}

/** The units that are still under way. */
export function openUnits(units: readonly Unit[]): Unit[] {
  return units.filter((unit) => unit.end === null);
}

/** The side whose record a lone unit is about; null when it has a link. */
export function subjectSide(unit: Unit): Side | null {
  if (unit.link) return null;
  return unit.read.shopify ? "shopify" : unit.read.hubspot ? "hubspot" : null;
}

/** Whether the merchant asked to have the record made again. */
export function isWantedBack({ changes }: Unit): boolean {
  return changes.some(({ forced }) => forced === "recreate");
}

/** Lets `unit` answer the changes of `other` too: both are about the same record. */
export function absorb(unit: Unit, other: Unit): void {
  if (unit === other) return;
  unit.changes.push(...other.changes);
  unit.tombstones.push(...other.tombstones);
  unit.lift.push(...other.lift);
  other.end = { kind: "absorbed" };
}

/** A settlement that only answers the unit's changes; spread it and say the rest. */
export function bareSettlement(unit: Pick<Unit, "changes" | "lift">): Settlement {
  return {
    changes: unit.changes,
    link: null,
    endLinks: [],
    tombstones: [],
    liftTombstones: unit.lift.map(({ side, recordId }) => ({ side, recordId })),
    outcome: null,
    dropOutcomes: [],
    effects: [],
    retryAt: null,
    lastError: null,
  };
}

/** Ends the unit with what is to be written of it. */
export function settleUnit(unit: Unit, ...settlements: readonly Settlement[]): void {
  unit.end = { kind: "settled", settlements: [...unit.alongside, ...settlements] };
}
