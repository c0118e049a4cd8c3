/** One line of a group: ids and states, never a stored value. Instants are ISO 8601. */
export interface TroubleRow {
  readonly id: string;
  readonly object: string;
  readonly reason: string;
  readonly shopifyId: string | null;
  readonly hubspotId: string | null;
  readonly shopifyUrl: string | null;
  readonly hubspotUrl: string | null;
  /** fields that the reason is about */
  readonly concerned: readonly string[];
  readonly settledAt: string;
}

export interface TroubleGroupModel {
  readonly status: TroubleTab;
  readonly object: string;
  readonly reason: string;
  readonly count: number;
  /** Shopify's scopes that the object lacks: the admin can be asked for them */
  readonly missingScopes: readonly string[];
}

export const tabs = ["failing", "excluded"] as const;
export type TroubleTab = (typeof tabs)[number];

/** What the screen shows: all groups of a state, or one group's records. */
export interface HealthModel {
  readonly connection: "none" | "connected" | "reconnect";
  readonly tab: TroubleTab;
  /** null: every object */
  readonly object: string | null;
  readonly counts: Readonly<Record<TroubleTab, number>>;
  readonly groups: readonly TroubleGroupModel[];
  /** null: no group was chosen, or it is empty by now */
  readonly chosen: ChosenGroup | null;
  /** records that somebody asked for and that have not been tried yet */
  readonly retrying: number;
}

export interface ChosenGroup {
  readonly group: TroubleGroupModel;
  readonly rows: readonly TroubleRow[];
  /** where the next page begins, null on the last */
  readonly next: string | null;
  /** not the first page */
  readonly paged: boolean;
}

/** What was done; locale keys `health.done.<kind>` and `health.failed.<code>`. */
export type HealthAnswer =
  | { readonly ok: true; readonly done: "retrying" | "excluded" | "included" | "options"; readonly count: number }
  | { readonly ok: false; readonly code: string }
  | { readonly ok: true; readonly done: "found"; readonly rows: readonly TroubleRow[]; readonly count: number };

/** @returns the model once Shopify's admin says that these scopes are granted, which our server may hear of later. */
export function withGranted(model: HealthModel, granted: readonly string[]): HealthModel {
  const after = (group: TroubleGroupModel): TroubleGroupModel => ({
    ...group,
    missingScopes: group.missingScopes.filter((scope) => !granted.includes(scope)),
  });
  const { groups, chosen } = model;
  return { ...model, groups: groups.map(after), chosen: chosen && { ...chosen, group: after(chosen.group) } };
}

/** @returns the tab named in an address, `failing` for anything else. */
export function readTab(value: string | null): TroubleTab {
  return value === "excluded" ? "excluded" : "failing";
}

/** An address of the screen; what is null is left out. */
export function healthUrl(query: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
  return `/app/health?${new URLSearchParams(given)}`;
}
