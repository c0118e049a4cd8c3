import type { Property, PropertyCreate } from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import { chunks } from "#app/lib/chunks.ts";
import type { PropertyDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { CrmApi } from "./crm-api.ts";
import { HubspotRefusal, translateObjectRefusal } from "./translate-error.ts";

const propertyGroup = { name: "tandem", label: "Tandem for Shopify", displayOrder: -1 };

/**
 * The portal has all of these properties afterwards, in our group: missing ones are created, archived ones restored (creating an archived
 * name does that), missing options added. Safe to repeat and to run at once with itself. What a person renamed or moved stays so.
 * Costs one request where nothing is missing, and reads nothing again that HubSpot's answers to creations tell.
 * @returns names created or restored, and the type's properties as they are now, archived ones left out
 * @throws SyncError permanent `property_conflict` (details.property) when a property of our name is of another kind, or the key is not
 * unique: neither can be changed, so a person must rename or delete it; permanent `property_refused` when the portal takes no more.
 */
export async function completeProperties(
  api: CrmApi,
  objectType: string,
  wanted: Readonly<Record<string, PropertyDefinition>>,
): Promise<{ readonly made: readonly string[]; readonly properties: readonly Property[] }> {
  try {
    const present = await listProperties(api, objectType);
    const missing = Object.keys(wanted).filter((name) => !present.has(name));
    const now = missing.length > 0 ? await createAll(api, objectType, { present, missing, wanted }) : present;
    for (const [name, definition] of Object.entries(wanted)) {
      const property = now.get(name);
      checkKind(name, definition, property);
      const completed = property && (await addOptions(api, objectType, property, definition));
      if (completed) now.set(name, completed);
    }
    return { made: missing, properties: [...now.values()] };
  } catch (error) {
    throw error instanceof HubspotRefusal ? translatePropertyRefusal(error) : error;
  }
}

/** A portal without the object is told from one that takes no more properties. */
export function translatePropertyRefusal(refusal: HubspotRefusal): SyncError {
  const error = translateObjectRefusal(refusal);
  if (refusal.status !== 400 || error.code === "object_unavailable") return error;
  return new SyncError("permanent", { code: "property_refused", cause: refusal });
}

async function listProperties(api: CrmApi, objectType: string): Promise<Map<string, Property>> {
  const { results } = await api.properties.getAll(objectType, false);
  return byName(results);
}

const byName = (properties: readonly Property[]) => new Map(properties.map((property) => [property.name, property]));

interface Lacking {
  readonly present: ReadonlyMap<string, Property>;
  readonly missing: readonly string[];
  readonly wanted: Readonly<Record<string, PropertyDefinition>>;
}

/** @returns all properties by name; read anew only where another process may have been quicker. */
async function createAll(
  api: CrmApi,
  objectType: string,
  { present, missing, wanted }: Lacking,
): Promise<Map<string, Property>> {
  await ensureGroup(api, objectType);
  const made: Property[] = [];
  for (const part of chunks(missing, 100)) made.push(...(await create(api, objectType, part, wanted)));
  const now = byName([...present.values(), ...made]);
  return missing.every((name) => now.has(name)) ? now : await listProperties(api, objectType);
}

export async function ensureGroup(api: CrmApi, objectType: string): Promise<void> {
  const { results } = await api.groups.getAll(objectType);
  if (results.some((group) => group.name === propertyGroup.name && !group.archived)) return;
  await tolerating409(() => api.groups.create(objectType, propertyGroup));
}

async function create(
  api: CrmApi,
  objectType: string,
  names: readonly string[],
  wanted: Readonly<Record<string, PropertyDefinition>>,
): Promise<readonly Property[]> {
  const inputs = names.flatMap((name) => (wanted[name] ? [toPropertyInput(name, wanted[name])] : []));
  const answer = await tolerating409(() => api.propertyBatch.create(objectType, { inputs }));
  const made = [...(answer?.results ?? [])];
  const created = new Set(made.map(({ name }) => name));
  // One by one what the batch did not make: another process may have been quicker, or one name stands in the way of all.
  for (const input of inputs.filter(({ name }) => !created.has(name))) {
    const property = await tolerating409(() => api.properties.create(objectType, input));
    if (property) made.push(property);
  }
  return made;
}

/** A property of ours as HubSpot wants it, in our group. */
export function toPropertyInput(name: string, definition: PropertyDefinition): PropertyCreate {
  const { label, description, type, fieldType, options, hasUniqueValue } = definition;
  return {
    name,
    label,
    description,
    groupName: propertyGroup.name,
    type: type as PropertyCreate["type"],
    fieldType: fieldType as PropertyCreate["fieldType"],
    ...(hasUniqueValue ? { hasUniqueValue } : {}),
    ...(options ? { options: options.map((option, i) => ({ ...option, displayOrder: i, hidden: false })) } : {}),
  };
}

function checkKind(name: string, definition: PropertyDefinition, property: Property | undefined): void {
  const wrong =
    !property ||
    property.type !== definition.type ||
    (definition.hasUniqueValue === true && property.hasUniqueValue !== true) ||
    property.modificationMetadata?.readOnlyValue === true;
  if (wrong) {
    throw new SyncError("permanent", {
      code: "property_conflict",
      details: { property: name, type: property?.type ?? "" },
    });
  }
}

/** @returns the property with its new options; null when it lacked none. */
export async function addOptions(
  api: CrmApi,
  objectType: string,
  property: Property,
  definition: Pick<PropertyDefinition, "options"> & { readonly type: string },
): Promise<Property | null> {
  if (!definition.options || definition.type === "bool") return null;
  const known = new Set(property.options.map((option) => option.value));
  const added = definition.options.filter((option) => !known.has(option.value));
  if (added.length === 0) return null;
  const kept = property.options.map((option, i) => ({
    label: option.label,
    value: option.value,
    hidden: option.hidden,
    displayOrder: option.displayOrder ?? i,
  }));
  const options = [...kept, ...added.map((option, i) => ({ ...option, displayOrder: kept.length + i, hidden: false }))];
  return await api.properties.update(objectType, property.name, { options });
}

/** A name that exists by now is what was wanted; any refusal of the whole batch is looked into one by one. */
async function tolerating409<Result>(task: () => Promise<Result>): Promise<Result | null> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof HubspotRefusal && error.status === 409) return null;
    throw error;
  }
}
