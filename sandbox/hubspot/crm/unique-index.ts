import { normaliseEmail } from "#sandbox/hubspot/crm/check-value.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { conflict, invalid } from "#sandbox/hubspot/hubspot-error.ts";

interface Key {
  /** The property under which the value is unique; secondary keys count under the primary one. */
  space: string;
  value: string;
  property: string;
}

/** What was promised to earlier inputs of the same batch: unique values by their key text, and room for new records. */
export class Reservations extends Map<string, string> {
  creates = 0;
}

/** Who holds which unique value among the active records of one type. */
export class UniqueIndex {
  readonly #type: ObjectType;
  readonly #portalId: number;
  readonly #uniqueNames: () => string[];
  readonly #holders = new Map<string, { id: string; property: string }>();

  constructor(type: ObjectType, portalId: number, uniqueNames: () => string[]) {
    this.#type = type;
    this.#portalId = portalId;
    this.#uniqueNames = uniqueNames;
  }

  #keys(values: ReadonlyMap<string, string>): Key[] {
    const { primaryKey, secondaryKey } = this.#type;
    const keys: Key[] = [];
    const primary = primaryKey && values.get(primaryKey);
    if (primaryKey && primary) keys.push({ space: primaryKey, value: primary, property: primaryKey });
    const secondary = secondaryKey && values.get(secondaryKey);
    for (const value of secondary ? secondary.split(";") : []) {
      keys.push({ space: primaryKey ?? "", value, property: secondaryKey ?? "" });
    }
    for (const property of this.#uniqueNames()) {
      const value = values.get(property);
      if (value) keys.push({ space: property, value, property });
    }
    return keys;
  }

  #text(key: { space: string; value: string }): string {
    const value = key.space === this.#type.primaryKey ? normaliseEmail(key.value) : key.value.toLowerCase();
    return `${key.space}\n${value}`;
  }

  /** Throws as HubSpot does when another record, or an earlier input of the batch, holds one of these values. */
  assertFree(values: ReadonlyMap<string, string>, ownId: string, reserved: Reservations): void {
    for (const key of this.#keys(values)) {
      const text = this.#text(key);
      const holder = this.#holders.get(text);
      const holderId = holder && holder.id !== ownId ? holder.id : reserved.get(text);
      if (holderId === undefined || holderId === ownId) continue;
      const bothPrimary = key.property === this.#type.primaryKey && (holder?.property ?? key.property) === key.property;
      if (bothPrimary) throw conflict(`${this.#type.label.one} already exists. Existing ID: ${holderId}`);
      const coordinates = `portalId=${this.#portalId}, objectTypeId=ObjectTypeId{legacyObjectType=${this.#type.legacyName}}, propertyName=${key.property}, value=${key.value}`;
      throw invalid(
        `Cannot set PropertyValueCoordinates{${coordinates}} on ${ownId}. ${holderId} already has that value.`,
      );
    }
  }

  /** Keeps these values for a later input's check in the same batch. */
  reserve(values: ReadonlyMap<string, string>, id: string, reserved: Reservations): void {
    for (const key of this.#keys(values)) reserved.set(this.#text(key), id);
  }

  add(values: ReadonlyMap<string, string>, id: string): void {
    for (const key of this.#keys(values)) this.#holders.set(this.#text(key), { id, property: key.property });
  }

  remove(values: ReadonlyMap<string, string>, id: string): void {
    for (const key of this.#keys(values)) {
      const text = this.#text(key);
      if (this.#holders.get(text)?.id === id) this.#holders.delete(text);
    }
  }

  holderOf(property: string, value: string): string | undefined {
    return this.#holders.get(this.#text({ space: property, value: value.trim() }))?.id;
  }
}
