import type { FieldDefinition, SyncObjectDefinition } from "../definition.ts";
import { blankToNull } from "../mapping/transform.ts";
import { transformNamed } from "../mapping/transforms.ts";
import type { HashValue } from "../ports.ts";
import type { Side, Value } from "../record.ts";

const nothingElse = { shopify: {}, hubspot: {} };

/** Name of the entry for what a record is associated with. */
export const ASSOCIATIONS = "associations:all";

/**
 * Keyed hash of a field's value on one side. Spellings that cannot differ in meaning (a number's zeros, an instant's milliseconds) hash
 * alike, so that a vendor's other form of the same value is not a change.
 */
export function hashField(
  hash: HashValue,
  connectionId: string,
  field: FieldDefinition,
  side: Side,
  value: Value | undefined,
): string {
  const known = blankToNull(value);
  const form = known === null ? null : transformNamed(field.transform).comparable(side, known, nothingElse);
  return hash(connectionId, `${side}:${side === "shopify" ? field.shopify : field.hubspot}`, form);
}

/** What a HubSpot webhook says of a contact: made anew, or one property's new value. */
export type HubspotEvent =
  | { readonly kind: "creation" }
  | { readonly kind: "change"; readonly property: string; readonly value: Value };

/**
 * The `echoHashes` of the mark that a HubSpot webhook makes, by which the drain knows our own write when it comes back.
 * @returns undefined when the record must be read whatever it says (opt-outs, whose value alone tells nothing).
 */
export function hashEvent(
  hash: HashValue,
  connectionId: string,
  definition: SyncObjectDefinition,
  event: HubspotEvent,
): Readonly<Record<string, string>> | undefined {
  if (event.kind === "creation") return {};
  if (event.property.startsWith("hs_email_optout")) return undefined;
  const field = definition.fields.find(({ hubspot }) => hubspot === event.property);
  return field ? { [event.property]: hashField(hash, connectionId, field, "hubspot", event.value) } : undefined;
}
