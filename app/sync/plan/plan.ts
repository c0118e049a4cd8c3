import type { ConsentState } from "../ports.ts";
import type { Side, Values } from "../record.ts";
import type { FieldRule } from "./field-rule.ts";

/** Why a record does not sync, by its own nature or the merchant's choice. Locale keys `reasons.<code>`. */
export const excludedReasons = [
  "no_email",
  "limit_not_met",
  "deleted_in_hubspot",
  "deleted_in_shopify",
  "merged_in_hubspot",
  "merged_in_shopify",
  "redacted",
  "creation_off",
  "guest",
  "wrong_direction",
  "other_shop",
  "no_key",
  "before_history",
  "stage_skipped",
  "no_contact",
  "no_items",
  "ordered",
  "not_first_variant",
  "excluded_by_hand",
  "unlinked_by_hand",
  "match_left_out",
] as const;
export type ExcludedReason = (typeof excludedReasons)[number];

/** Why a record cannot be brought in step without a person. Locale keys `reasons.<code>`. */
export const failingReasons = [
  "ambiguous_match",
  "email_taken",
  "invalid_email",
  "invalid_phone",
  "phone_taken",
  "invalid_value",
  "property_missing",
  "value_taken",
  "stage_missing",
  "option_missing",
  "currency_missing",
  "limit_reached",
  "property_read_only",
  "object_unavailable",
  "association_unavailable",
  "missing_scope",
  "portal_rule",
  "vendor_refused",
  "consent_refused",
  "unexpected",
] as const;
export type FailingReason = (typeof failingReasons)[number];

type Details = Readonly<Record<string, string>>;

/** A field that stays as it is, with the reason; the rest of its record is written. */
export interface SkippedField {
  /** HubSpot property: the field's name in baselines and outcomes */
  readonly field: string;
  readonly reason: FailingReason;
}

/** What two records of a pair need. */
export interface PairPlan {
  /** by Shopify attribute */
  readonly toShopify: Values;
  /** by HubSpot property */
  readonly toHubspot: Values;
  readonly skipped: readonly SkippedField[];
  /** fields whose edit at the target of a one-way mapping is taken back */
  readonly putBack: readonly string[];
  /** fields that would be put back once too often: another tool fights for them */
  readonly fights: readonly string[];
  /** by HubSpot property the rule that decided a field that syncs; absent: it was settled before the comparison */
  readonly rules: Readonly<Record<string, FieldRule>>;
  /** HubSpot's communication preference to set in the consent lane */
  readonly effect: ConsentState | null;
}

/** What must be written to bring one record in step, made without touching anything. Shown alone it is the dry run. */
export type Plan =
  | ({ readonly kind: "update" } & PairPlan)
  /** the two say the same: only the pair is to be noted */
  | ({ readonly kind: "link" } & PairPlan)
  /** linked and in step */
  | ({ readonly kind: "nothing" } & PairPlan)
  | {
      readonly kind: "create";
      readonly side: Side;
      readonly values: Values;
      readonly skipped: readonly SkippedField[];
    }
  | { readonly kind: "exclude"; readonly reason: ExcludedReason; readonly details: Details | null }
  | { readonly kind: "fail"; readonly reason: FailingReason; readonly details: Details | null };
