import type {
  FieldType,
  PropertyDefinition,
  PropertyOption,
  PropertyType,
} from "#sandbox/hubspot/crm/property-definition.ts";
import { FIELD_TYPES, FIELD_TYPES_OF, PROPERTY_TYPES } from "#sandbox/hubspot/crm/property-definition.ts";
import { BOOLEAN_OPTIONS } from "#sandbox/hubspot/crm/standard-property.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import { isObject, requireStrings } from "#sandbox/hubspot/read-input.ts";

type NewProperty = Omit<PropertyDefinition, "createdAt" | "updatedAt" | "archived" | "archivedAt">;

/** Internal names are lower-case, begin with a letter and are at most 100 long. */
const NAME = /^[a-z][a-z0-9_]{0,99}$/;

function readType(input: JsonObject): PropertyType {
  const type = PROPERTY_TYPES.find((one) => one === input.type);
  if (!type)
    throw invalid(`Invalid input JSON: type ${String(input.type)} is not one of [${PROPERTY_TYPES.join(", ")}]`);
  return type;
}

function readFieldType(input: JsonObject, type: PropertyType): FieldType {
  const fieldType = FIELD_TYPES.find((one) => one === input.fieldType);
  if (!fieldType) {
    throw invalid(`Invalid input JSON: fieldType ${String(input.fieldType)} is not one of [${FIELD_TYPES.join(", ")}]`);
  }
  if (!FIELD_TYPES_OF[type].includes(fieldType)) {
    throw invalid(`fieldType ${fieldType} does not fit properties of type ${type}`, {
      subCategory: "PropertyValidationError.INVALID_FIELD_TYPE",
    });
  }
  return fieldType;
}

function readOption(option: unknown): PropertyOption {
  if (!isObject(option) || typeof option.label !== "string" || typeof option.value !== "string") {
    throw invalid("Invalid input JSON: every option needs label, value, displayOrder and hidden");
  }
  if (typeof option.displayOrder !== "number" || typeof option.hidden !== "boolean") {
    throw invalid(`Invalid input JSON: option ${option.value} needs displayOrder and hidden`);
  }
  const { label, value, displayOrder, hidden, description } = option;
  return { label, value, displayOrder, hidden, ...(typeof description === "string" ? { description } : {}) };
}

function readOptions(input: JsonObject, type: PropertyType): PropertyOption[] {
  const given = Array.isArray(input.options) ? input.options.map(readOption) : [];
  if (type === "bool" && given.length === 0) {
    return BOOLEAN_OPTIONS.map(([value, label], displayOrder) => ({ label, value, displayOrder, hidden: false }));
  }
  const values = given.map((option) => option.value);
  if (new Set(values).size !== values.length) {
    throw invalid("Property option values must be unique", { subCategory: "PropertyValidationError.DUPLICATE_OPTION" });
  }
  if (type === "enumeration" && given.length === 0 && input.externalOptions !== true) {
    throw invalid("options are required for properties of type enumeration");
  }
  return given;
}

/** The definition a create asks for. Throws 400 for missing fields, bad names and types that do not fit. */
export function readNewProperty(input: JsonObject): NewProperty {
  requireStrings(input, ["name", "label", "type", "fieldType", "groupName"]);
  const name = String(input.name);
  if (!NAME.test(name)) {
    throw invalid(
      `Property name '${name}' is invalid. Names must begin with a letter and hold lowercase letters, numbers and underscores only`,
      { subCategory: "PropertyValidationError.INVALID_NAME" },
    );
  }
  if (name.startsWith("hs_")) throw invalid(`Property name '${name}' is reserved for HubSpot`);
  const type = readType(input);
  const hasUniqueValue = input.hasUniqueValue === true;
  if (hasUniqueValue && type !== "string" && type !== "number") {
    throw invalid(`Properties of type ${type} cannot have unique values`);
  }
  return {
    name,
    label: String(input.label),
    type,
    fieldType: readFieldType(input, type),
    groupName: String(input.groupName),
    description: typeof input.description === "string" ? input.description : "",
    options: readOptions(input, type),
    displayOrder: typeof input.displayOrder === "number" ? input.displayOrder : -1,
    hasUniqueValue,
    hidden: input.hidden === true,
    formField: input.formField === true,
    hubspotDefined: false,
    calculated: false,
    externalOptions: input.externalOptions === true,
    readOnlyValue: false,
    readOnlyOptions: false,
    notNegative: false,
    discards: false,
  };
}

/** The changes an update asks for; name, hasUniqueValue and the like are no part of it and are ignored. */
export function readPropertyChanges(input: JsonObject, present: PropertyDefinition): Partial<PropertyDefinition> {
  const changes: Partial<PropertyDefinition> = {};
  if (typeof input.label === "string" && input.label !== "") changes.label = input.label;
  if (typeof input.description === "string") changes.description = input.description;
  if (typeof input.groupName === "string") changes.groupName = input.groupName;
  if (typeof input.displayOrder === "number") changes.displayOrder = input.displayOrder;
  if (typeof input.hidden === "boolean") changes.hidden = input.hidden;
  if (typeof input.formField === "boolean") changes.formField = input.formField;
  const type = input.type === undefined ? present.type : readType(input);
  if (type !== present.type) changes.type = type;
  if (input.type !== undefined || input.fieldType !== undefined) {
    changes.fieldType = readFieldType({ fieldType: present.fieldType, ...input }, type);
  }
  // The list of options is replaced whole: what is left out is gone.
  if (input.options !== undefined) changes.options = readOptions(input, type);
  return changes;
}
