import type { Property } from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import type { PropertyDefinition, PropertyOption, SyncObjectDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { Clock } from "#app/sync/ports.ts";
import { addOptions, ensureGroup, toPropertyInput, translatePropertyRefusal } from "./complete-properties.ts";
import type { CrmApi } from "./crm-api.ts";
import { crmApi } from "./crm-api.ts";
import { HubspotRefusal } from "./translate-error.ts";
import type { Caller, HubspotTransport } from "./transport.ts";

/** A property as a portal defines it. */
export interface PropertyFacts {
  /** internal name */
  readonly name: string;
  readonly label: string;
  /** `string`, `number`, `date`, `datetime`, `bool`, `enumeration`, `phone_number` and others */
  readonly type: string;
  readonly fieldType: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
  /** its values cannot be set by an app */
  readonly readOnly: boolean;
  readonly archived: boolean;
  readonly hasUniqueValue: boolean;
  /** HubSpot makes its values itself */
  readonly calculated: boolean;
}

/** A property to be made: ours, though the merchant asked for it and named it. */
export interface NewProperty extends PropertyDefinition {
  readonly name: string;
}

/** Why a field of HubSpot's own cannot be written in a portal. */
export type Unavailable = "missing" | "archived" | "read_only";

/** Definitions of portals' properties, remembered for ten minutes. */
export interface PropertyReader {
  /** Tells what was just read for another reason: properties of the type that are not archived. Spares the next reading that list. */
  note(caller: Caller, objectType: string, live: readonly Property[]): void;
  /**
   * All properties of an object type, archived ones included.
   * @throws SyncError permanent `object_unavailable` when the portal lacks the object
   */
  read(caller: Caller, objectType: string): Promise<readonly PropertyFacts[]>;
  /**
   * The portal has a property of this name and type afterwards, in our group when it had to be made or restored. Safe to repeat.
   * @throws SyncError permanent `property_name_invalid`; `property_conflict` when one of the name has another type; `property_refused` when
   * the portal takes no more
   */
  create(caller: Caller, objectType: string, property: NewProperty): Promise<PropertyFacts>;
  /**
   * A dropdown offers these options afterwards, besides those that it has. Safe to repeat.
   * @returns all of its options
   * @throws SyncError permanent `property_refused` when HubSpot takes no option of the property's, `property_missing` when there is none
   */
  addOptions(
    caller: Caller,
    objectType: string,
    name: string,
    options: readonly PropertyOption[],
  ): Promise<readonly PropertyOption[]>;
}

const rememberMs = 10 * 60_000;
const notedMs = 60_000;

// Source: developers.hubspot.com/docs/api-reference/latest/crm/properties: lower case, begins with a letter, at most 100 characters.
const namePattern = /^[a-z][a-z0-9_]{0,99}$/;

export function createPropertyReader(deps: { transport: HubspotTransport; clock: Clock }): PropertyReader {
  const remembered = new Map<string, { properties: readonly PropertyFacts[]; at: number }>();
  const noted = new Map<string, { live: readonly Property[]; at: number }>();
  const now = () => deps.clock.now().getTime();
  const keyOf = ({ portalId }: Caller, objectType: string) => `${portalId}:${objectType}`;

  return {
    note(caller, objectType, live) {
      noted.set(keyOf(caller, objectType), { live, at: now() });
      // What was remembered is older.
      remembered.delete(keyOf(caller, objectType));
    },
    async read(caller, objectType) {
      const known = remembered.get(keyOf(caller, objectType));
      if (known && now() - known.at < rememberMs) return known.properties;
      const fresh = noted.get(keyOf(caller, objectType));
      noted.delete(keyOf(caller, objectType));
      const live = fresh && now() - fresh.at < notedMs ? fresh.live : null;
      const properties = await readAll(crmApi(deps.transport, caller), objectType, live);
      remembered.set(keyOf(caller, objectType), { properties, at: now() });
      return properties;
    },
    async create(caller, objectType, property) {
      if (!namePattern.test(property.name)) {
        throw new SyncError("permanent", { code: "property_name_invalid", details: { property: property.name } });
      }
      const facts = await createIfMissing(crmApi(deps.transport, caller), objectType, property);
      remembered.delete(keyOf(caller, objectType));
      noted.delete(keyOf(caller, objectType));
      if (facts.type !== property.type || facts.readOnly) {
        const details = { property: property.name, type: facts.type };
        throw new SyncError("permanent", { code: "property_conflict", details });
      }
      return facts;
    },
    async addOptions(caller, objectType, name, options) {
      const api = crmApi(deps.transport, caller);
      try {
        // Asked for anew: what is not sent along is taken out of the dropdown.
        const found = (await api.properties.getAll(objectType, false)).results.find((one) => one.name === name);
        if (!found) throw new SyncError("permanent", { code: "property_missing", details: { property: name } });
        const facts = toFacts((await addOptions(api, objectType, found, { type: found.type, options })) ?? found);
        return facts.options;
      } catch (error) {
        throw error instanceof HubspotRefusal ? translatePropertyRefusal(error) : error;
      } finally {
        remembered.delete(keyOf(caller, objectType));
        noted.delete(keyOf(caller, objectType));
      }
    },
  };
}

/**
 * Fields of HubSpot's own that cannot be written in this portal, by property: the portal's tier lacks it, somebody archived it, or HubSpot
 * keeps it to itself. Ours are not looked at: they are made and repaired.
 */
export function findUnavailable(
  definition: SyncObjectDefinition,
  properties: readonly PropertyFacts[],
): Readonly<Record<string, Unavailable>> {
  const known = new Map(properties.map((property) => [property.name, property]));
  const found: Record<string, Unavailable> = {};
  for (const { hubspot, property, direction } of definition.fields) {
    if (property) continue;
    const facts = known.get(hubspot);
    if (!facts) found[hubspot] = "missing";
    else if (facts.archived) found[hubspot] = "archived";
    else if (facts.readOnly && direction !== "to_shopify") found[hubspot] = "read_only";
  }
  return found;
}

async function readAll(
  api: CrmApi,
  objectType: string,
  known: readonly Property[] | null,
): Promise<readonly PropertyFacts[]> {
  try {
    const live = known ? { results: known } : await api.properties.getAll(objectType, false);
    const archived = await api.properties.getAll(objectType, true);
    const names = new Set(live.results.map(({ name }) => name));
    // A name that was archived and made anew is in both lists.
    return [...live.results, ...archived.results.filter(({ name }) => !names.has(name))].map(toFacts);
  } catch (error) {
    throw error instanceof HubspotRefusal ? translatePropertyRefusal(error) : error;
  }
}

async function createIfMissing(api: CrmApi, objectType: string, { name, ...definition }: NewProperty) {
  const present = async () => (await api.properties.getAll(objectType, false)).results.find((one) => one.name === name);
  try {
    const found = await present();
    if (found) return toFacts(found);
    await ensureGroup(api, objectType);
    return toFacts(await api.properties.create(objectType, toPropertyInput(name, definition)));
  } catch (error) {
    if (!(error instanceof HubspotRefusal)) throw error;
    // Somebody was quicker.
    const found = error.status === 409 ? await present() : undefined;
    if (found) return toFacts(found);
    throw translatePropertyRefusal(error);
  }
}

function toFacts(property: Property): PropertyFacts {
  return {
    name: property.name,
    label: property.label,
    type: property.type,
    fieldType: property.fieldType,
    options: (property.options ?? []).map(({ label, value }) => ({ label, value })),
    readOnly: property.modificationMetadata?.readOnlyValue === true || property.calculated === true,
    archived: property.archived === true,
    hasUniqueValue: property.hasUniqueValue === true,
    calculated: property.calculated === true,
  };
}
