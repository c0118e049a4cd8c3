import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import app from "../../hubspot/src/app/app-hsmeta.json" with { type: "json" };

const { requiredScopes, optionalScopes, conditionallyRequiredScopes } = app.config.auth;

/**
 * The scopes of the authorize address. HubSpot refuses an address whose scopes differ from the uploaded app's, so both come from one file.
 */
export const authorizedScopes = {
  required: [...requiredScopes, ...conditionallyRequiredScopes] as readonly string[],
  optional: optionalScopes as readonly string[],
};

interface ScopesOfObject {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

const records = (name: string, kind: "read" | "write") => [
  `crm.objects.${name}.${kind}`,
  `crm.schemas.${name}.${kind}`,
];

// HubSpot has no schema scopes for products and may not grant writing those of line items: `e-commerce` is what making a property of
// theirs needs. Source: the scope lists of the properties endpoints.
const lineItems = {
  read: ["crm.objects.line_items.read", "crm.schemas.line_items.read"],
  write: ["crm.objects.line_items.write", "e-commerce"],
};

/**
 * What reading and writing records of a HubSpot type with their parts needs, by its name. Why some are optional:
 * docs/decisions/018-hubspot-scopes.md.
 */
const typeScopes: Readonly<Record<string, ScopesOfObject>> = {
  contacts: { read: records("contacts", "read"), write: records("contacts", "write") },
  companies: { read: records("companies", "read"), write: records("companies", "write") },
  products: { read: ["crm.objects.products.read"], write: ["crm.objects.products.write", "e-commerce"] },
  orders: {
    read: [...records("orders", "read"), "crm.pipelines.orders.read", ...lineItems.read],
    write: [...records("orders", "write"), ...lineItems.write],
  },
  carts: {
    read: [...records("carts", "read"), ...lineItems.read],
    write: [...records("carts", "write"), ...lineItems.write],
  },
  // Their pipelines come with the schemas.
  deals: {
    read: [...records("deals", "read"), ...lineItems.read],
    write: [...records("deals", "write"), ...lineItems.write],
  },
};

/** What an object needs in the mode that its definition is of. */
export function scopesOf({ hubspot }: SyncObjectDefinition): ScopesOfObject {
  return typeScopes[hubspot.objectType] ?? { read: [], write: [] };
}

/**
 * @param settings the object's, where they are known: as deals, orders need other scopes
 * @returns the scopes that an object needs and the merchant, or the tier of the account, did not grant.
 */
export function missingScopes(
  object: MainObjectKey,
  granted: readonly string[],
  settings: Pick<ObjectSettings, "options"> | null = null,
): readonly string[] {
  const { read, write } = scopesOf(objectUnder(object, settings));
  return [...read, ...write].filter((scope) => !granted.includes(scope));
}

/** Whether a portal may do without: none of these scopes is required. HubSpot names those of which one would do. */
export function areOptional(scopes: readonly string[]): boolean {
  return scopes.length > 0 && !scopes.some((scope) => authorizedScopes.required.includes(scope));
}
