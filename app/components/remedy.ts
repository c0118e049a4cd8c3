/**
 * Where a reason's remedy is to be found besides trying again. `choose`: the record's page, where one of several matches is chosen ·
 * `options`: the dropdown's missing options are made · `include`: the merchant's own decision is taken back · `connect`: the connection ·
 * the others are tabs of the object's sync.
 */
export type Remedy = "choose" | "options" | "include" | "connect" | "configure" | "fields" | "limit" | "stages";

const remedies: Readonly<Record<string, Remedy>> = {
  ambiguous_match: "choose",
  option_missing: "options",
  excluded_by_hand: "include",
  unlinked_by_hand: "include",
  missing_scope: "connect",
  object_unavailable: "connect",
  property_read_only: "fields",
  fight: "fields",
  no_email: "limit",
  limit_not_met: "limit",
  stage_missing: "stages",
  stage_skipped: "stages",
  creation_off: "configure",
  wrong_direction: "configure",
  before_history: "configure",
  not_first_variant: "configure",
};

export function remedyOf(reason: string): Remedy | null {
  return remedies[reason] ?? null;
}

/** The page on which a remedy is found; null for one that is done where it is told. */
export function remedyUrl(remedy: Remedy | null, object: string): string | null {
  if (remedy === "connect") return "/app/connection";
  if (remedy === null || remedy === "choose" || remedy === "options" || remedy === "include") return null;
  return `/app/sync/${object}?tab=${remedy}`;
}
