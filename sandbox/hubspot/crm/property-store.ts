import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import type { PropertyDefinition, PropertyGroup } from "#sandbox/hubspot/crm/property-definition.ts";
import type { StandardProperty } from "#sandbox/hubspot/crm/standard-property.ts";
import { HubspotError, invalid, notFound } from "#sandbox/hubspot/hubspot-error.ts";

/** "You can have up to ten unique ID properties per object": HubSpot's properties guide. */
const MOST_UNIQUE = 10;
const MOST_CUSTOM = 1_000;

/** The property definitions and groups of one object type in one portal. */
export class PropertyStore {
  readonly #definitions = new Map<string, PropertyDefinition>();
  readonly #groups = new Map<string, PropertyGroup>();
  readonly #inUse = new Map<string, string>();
  readonly #now: () => number;
  readonly #currencies: string[];
  /** Asked for with every write, so kept until a definition changes. */
  #uniqueNames: string[] | undefined;

  constructor(type: ObjectType, now: () => number, currencies: string[]) {
    this.#now = now;
    this.#currencies = currencies;
    for (const [index, group] of type.groups.entries()) {
      this.#groups.set(group.name, { ...group, displayOrder: index, archived: false });
    }
    for (const property of type.properties) this.addStandard(property);
  }

  /** Adds a definition that HubSpot itself makes, such as the opt-out of one subscription type. */
  addStandard(property: StandardProperty): void {
    const given = property.currencies ? this.#currencies.map((code) => [code, code]) : (property.options ?? []);
    const options = given.map(([value = "", label = ""], displayOrder) => ({
      label,
      value,
      displayOrder,
      hidden: false,
    }));
    this.#keep({
      name: property.name,
      label: property.label,
      type: property.type,
      fieldType: property.fieldType,
      groupName: property.groupName,
      description: "",
      options,
      displayOrder: -1,
      hasUniqueValue: property.unique ?? false,
      hidden: false,
      formField: !property.readOnly,
      hubspotDefined: true,
      calculated: property.calculated ?? false,
      externalOptions: property.external ?? false,
      readOnlyValue: property.readOnly ?? false,
      readOnlyOptions: !property.openOptions,
      notNegative: property.notNegative ?? false,
      discards: property.discards ?? false,
      archived: false,
      createdAt: Date.UTC(2019, 7, 6),
      updatedAt: Date.UTC(2019, 7, 6),
    });
  }

  /** The active definition of this name. */
  find(name: string): PropertyDefinition | undefined {
    const definition = this.#definitions.get(name);
    return definition?.archived ? undefined : definition;
  }

  get(name: string, archived = false): PropertyDefinition {
    const definition = this.#definitions.get(name);
    if (!definition || definition.archived !== archived) throw notFound(`Property "${name}" does not exist`);
    return definition;
  }

  list(archived = false): PropertyDefinition[] {
    return [...this.#definitions.values()].filter((definition) => definition.archived === archived);
  }

  uniqueNames(): string[] {
    this.#uniqueNames ??= this.list()
      .filter((definition) => definition.hasUniqueValue)
      .map((definition) => definition.name);
    return this.#uniqueNames;
  }

  /** Lets the options of a property follow what they stand for, such as the stages of the pipelines. */
  setOptions(name: string, options: [value: string, label: string][]): void {
    const shown = options.map(([value, label], displayOrder) => ({ label, value, displayOrder, hidden: false }));
    this.#keep({ ...this.get(name), options: shown, updatedAt: this.#now() });
  }

  /** Marks a property as used by an asset, which forbids archiving it. */
  markInUse(name: string, usedBy: string): void {
    this.#inUse.set(name, usedBy);
  }

  /** Creates it; an archived one of this name comes back with the new definition and its old creation time. */
  create(wanted: Omit<PropertyDefinition, "createdAt" | "updatedAt" | "archived" | "archivedAt">): PropertyDefinition {
    const known = this.#definitions.get(wanted.name);
    if (known && !known.archived) {
      throw new HubspotError(409, {
        message: `A property named '${wanted.name}' already exists.`,
        category: "OBJECT_ALREADY_EXISTS",
        subCategory: "Properties.PROPERTY_WITH_NAME_EXISTS",
      });
    }
    if (!this.findGroup(wanted.groupName)) {
      throw invalid(`Property group '${wanted.groupName}' does not exist`, {
        subCategory: "PropertyValidationError.GROUP_DOES_NOT_EXIST",
      });
    }
    if (known && known.hasUniqueValue !== wanted.hasUniqueValue) {
      throw invalid(`hasUniqueValue of property '${wanted.name}' can't be changed once set`);
    }
    const custom = this.list().filter((definition) => !definition.hubspotDefined);
    if (wanted.hasUniqueValue && custom.filter((definition) => definition.hasUniqueValue).length >= MOST_UNIQUE) {
      throw invalid(`Cannot create more than ${MOST_UNIQUE} properties with unique values`, {
        subCategory: "PropertyValidationError.UNIQUE_PROPERTY_LIMIT_EXCEEDED",
      });
    }
    if (custom.length >= MOST_CUSTOM) {
      throw invalid(`This account has reached its limit of ${MOST_CUSTOM} custom properties`, {
        subCategory: "PropertyValidationError.PROPERTY_LIMIT_EXCEEDED",
      });
    }
    const now = this.#now();
    const created = { ...wanted, archived: false, createdAt: known?.createdAt ?? now, updatedAt: now };
    return this.#keep(created);
  }

  update(name: string, changes: Partial<PropertyDefinition>): PropertyDefinition {
    const definition = this.get(name);
    const changesOptionsOnly = Object.keys(changes).every((field) => field === "options");
    if (definition.hubspotDefined && !(changesOptionsOnly && !definition.readOnlyOptions)) {
      throw invalid(`Property '${name}' is defined by HubSpot and cannot be modified`, {
        subCategory: "PropertyValidationError.READ_ONLY_DEFINITION",
      });
    }
    if (changes.groupName !== undefined && !this.findGroup(changes.groupName)) {
      throw invalid(`Property group '${changes.groupName}' does not exist`);
    }
    return this.#keep({ ...definition, ...changes, updatedAt: this.#now() });
  }

  archive(name: string): void {
    const definition = this.get(name);
    if (definition.hubspotDefined) throw invalid(`Property '${name}' is defined by HubSpot and cannot be deleted`);
    const usedBy = this.#inUse.get(name);
    if (usedBy !== undefined) {
      throw invalid(`Property '${name}' is currently used in 1 places and cannot be deleted`, {
        subCategory: "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
        errors: [{ message: usedBy, code: "CANNOT_DELETE_PROPERTY_IN_USE", context: { parentName: [usedBy] } }],
      });
    }
    const now = this.#now();
    this.#keep({ ...definition, archived: true, archivedAt: now, updatedAt: now });
  }

  #keep(definition: PropertyDefinition): PropertyDefinition {
    this.#definitions.set(definition.name, definition);
    this.#uniqueNames = undefined;
    return definition;
  }

  findGroup(name: string): PropertyGroup | undefined {
    const group = this.#groups.get(name);
    return group?.archived ? undefined : group;
  }

  groups(archived = false): PropertyGroup[] {
    return [...this.#groups.values()].filter((group) => group.archived === archived);
  }

  createGroup(wanted: { name: string; label: string; displayOrder: number }): PropertyGroup {
    if (this.findGroup(wanted.name)) {
      throw new HubspotError(409, {
        message: `A property group named '${wanted.name}' already exists.`,
        category: "OBJECT_ALREADY_EXISTS",
        subCategory: "Properties.PROPERTY_GROUP_WITH_NAME_EXISTS",
      });
    }
    const group = { ...wanted, archived: false };
    this.#groups.set(group.name, group);
    return group;
  }

  updateGroup(name: string, changes: { label?: string; displayOrder?: number }): PropertyGroup {
    const group = this.findGroup(name);
    if (!group) throw notFound(`Property group '${name}' does not exist`);
    const updated = { ...group, ...changes };
    this.#groups.set(name, updated);
    return updated;
  }

  archiveGroup(name: string): void {
    const group = this.findGroup(name);
    if (!group) throw notFound(`Property group '${name}' does not exist`);
    if (this.list().some((definition) => definition.groupName === name)) {
      throw invalid(`Property group '${name}' still has properties and cannot be deleted`);
    }
    this.#groups.set(name, { ...group, archived: true });
  }
}
