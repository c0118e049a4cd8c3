/** A record that may be the other half of one which has several matches. Values are shown as they are now. */
export interface CandidateModel {
  readonly id: string;
  readonly title: string | null;
  readonly detail: string | null;
  /** null: its page is not known */
  readonly url: string | null;
  /** id of the record that it is linked with already; null: it is free */
  readonly linkedWith: string | null;
}

export type CandidatesModel =
  | { readonly kind: "found"; readonly side: "shopify" | "hubspot"; readonly candidates: readonly CandidateModel[] }
  | { readonly kind: "unavailable"; readonly code: string }
  | { readonly kind: "gone" | "not_connected" };
