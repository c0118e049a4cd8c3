/**
 * The rule that decided a field of a pair. Locale keys `rules.<name>`.
 *
 * Nothing is written: `equal`, `settled` (the two differ, as they did when the pair settled), `not_ours` (another shop of the portal writes
 * the field), `blank_kept` (in a conflict a blank decides nothing), `required_kept` (a blank never clears it), `theirs` (the source of a
 * one-way field says nothing, what people filled in stays), `fight` (put back too often), `refused` (the value cannot be mapped, or a vendor
 * does not take it), `stage_skipped`.
 *
 * Written: `blank_filled` and `first_winner` on the first meeting, `shopify_changed`, `hubspot_changed` and `conflict` since, `one_way`,
 * `put_back`, `travels` (goes with another field).
 */
export type FieldRule =
  | "equal"
  | "settled"
  | "not_ours"
  | "blank_kept"
  | "required_kept"
  | "theirs"
  | "fight"
  | "refused"
  | "stage_skipped"
  | "blank_filled"
  | "first_winner"
  | "shopify_changed"
  | "hubspot_changed"
  | "conflict"
  | "one_way"
  | "put_back"
  | "travels";

/** Why Tandem wrote a field: one of those rules, a record made anew, consent, a deletion carried over; `parts` are fields of line items. */
export type WriteRule = FieldRule | "created" | "consent" | "deletion" | "parts";
