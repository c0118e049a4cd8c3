import type { Values } from "#app/sync/record.ts";

const texts = ["email", "firstName", "lastName", "phone", "note", "locale"] as const;

/** The customer's own attributes as CustomerInput wants them; null clears. Address and consent have mutations of their own. */
export function customerInput(values: Values): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of texts) {
    if (values[name] !== undefined) input[name] = values[name];
  }
  if (values.taxExempt !== undefined) input.taxExempt = values.taxExempt === "true";
  if (values.tags !== undefined)
    input.tags = (values.tags ?? "")
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean);
  return input;
}

/**
 * Shopify takes SUBSCRIBED, UNSUBSCRIBED and PENDING here and nothing else.
 * @returns null when the values ask for no change of the channel's consent that can be written
 */
export function consentInput(values: Values, channel: "email" | "sms"): Record<string, unknown> | null {
  const [state, at] = [values[`${channel}Consent`], values[`${channel}ConsentAt`]];
  if (state !== "subscribed" && state !== "unsubscribed") return null;
  return {
    marketingState: state.toUpperCase(),
    marketingOptInLevel: "SINGLE_OPT_IN",
    ...(at ? { consentUpdatedAt: at } : {}),
  };
}
