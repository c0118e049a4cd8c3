import { authorizedScopes, scopesOf } from "#app/hubspot/granted-scopes.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

const ofObject = (object: MainObjectKey): readonly string[] => {
  const { read, write } = scopesOf(syncObject(object));
  return [...read, ...write];
};

/** What a merchant gets out of the scopes, in the order of a screen. One that the app does not ask for is not offered. */
const features = {
  customers: ofObject("customers"),
  companies: ofObject("companies"),
  products: ofObject("products"),
  orders: ofObject("orders"),
  carts: ofObject("carts"),
  consent: ["communication_preferences.read_write"],
  forms: ["forms"],
  automation: ["automation"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type FeatureKey = keyof typeof features;

export interface Feature {
  readonly key: FeatureKey;
  /** HubSpot scopes that it needs and that were not granted: by the person, or for want of the subscription */
  readonly missing: readonly string[];
}

/** What the app can do in a HubSpot account that granted these scopes, and what each of the rest lacks. */
export function listFeatures(granted: readonly string[], asked = authorizedScopes): readonly Feature[] {
  const known = new Set([...asked.required, ...asked.optional]);
  return (Object.keys(features) as FeatureKey[])
    .filter((key) => features[key].every((scope) => known.has(scope)))
    .map((key) => ({ key, missing: features[key].filter((scope) => !granted.includes(scope)) }));
}
