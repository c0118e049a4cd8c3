import type { MainObjectKey } from "#app/sync/record.ts";

export const discoverSections = {
  data: ["contacts", "orders", "carts", "dashboards", "pipelines"],
  marketing: ["forms", "chat", "workflows"],
} as const;
export type DiscoverCard = (typeof discoverSections)[keyof typeof discoverSections][number];

/** A place in HubSpot, or what keeps the merchant from it. */
export type CardState =
  | { readonly kind: "open"; readonly url: string }
  /** the object's sync is off: there is nothing of the shop to see */
  | { readonly kind: "off"; readonly object: MainObjectKey }
  /** HubSpot did not grant what it needs, or the subscription lacks it */
  | { readonly kind: "missing"; readonly object: MainObjectKey };

export interface DiscoverModel {
  /** null: no HubSpot account is connected */
  readonly cards: Readonly<Record<DiscoverCard, CardState>> | null;
}
