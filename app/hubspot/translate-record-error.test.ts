import { expect, test } from "vitest";
import type { HubspotErrorBody } from "./translate-error.ts";
import {
  blamesDefinition,
  existingId,
  isTaken,
  missingRecords,
  translateRecordError,
} from "./translate-record-error.ts";

const invalidProperty = (error: string, name: string, message = "no") => ({
  message: `Property values were not valid: [{"isValid":false,"message":"${message}","error":"${error}","name":"${name}"}]`,
  category: "VALIDATION_ERROR",
});
const heldValue = (property: string) =>
  `Cannot set PropertyValueCoordinates{portalId=1, objectTypeId=ObjectTypeId{legacyObjectType=PRODUCT}, propertyName=${property}, value=a b} on 5. 123 already has that value.`;
const held = (property: string) => ({ message: heldValue(property), category: "VALIDATION_ERROR" });

const cases: readonly (readonly [HubspotErrorBody, string])[] = [
  [{ message: "Contact already exists. Existing ID: 123", category: "CONFLICT" }, "email_taken"],
  [held("email"), "email_taken"],
  [held("hs_sku"), "value_taken"],
  [held("tandem_variant_key"), "value_taken"],
  [invalidProperty("PROPERTY_DOESNT_EXIST", "tandem_note"), "property_missing"],
  [{ message: "x", errors: [{ message: 'Property "hs_tags" does not exist' }] }, "property_missing"],
  [invalidProperty("READ_ONLY_VALUE", "hs_closed_date"), "property_read_only"],
  [
    { message: "x", errors: [{ message: '"hs_is_closed" is a read only property; its value cannot be set.' }] },
    "property_read_only",
  ],
  [invalidProperty("INVALID_EMAIL", "email"), "invalid_email"],
  [invalidProperty("INVALID_OPTION", "tandem_email_consent"), "option_missing"],
  [{ message: "gold was not one of the allowed options: [silver]", category: "VALIDATION_ERROR" }, "option_missing"],
  [invalidProperty("INVALID_OPTION", "hs_pipeline_stage"), "stage_missing"],
  [invalidProperty("INVALID_OPTION", "hs_pipeline"), "stage_missing"],
  [{ message: "x", errors: [{ code: "INVALID_PIPELINE_STAGE_ID", message: "no" }] }, "stage_missing"],
  [invalidProperty("INVALID_OPTION", "hs_currency_code"), "currency_missing"],
  [invalidProperty("INVALID_OPTION", "hs_line_item_currency_code"), "currency_missing"],
  [{ message: "x", errors: [{ code: "INVALID_CURRENCY", message: "no" }] }, "currency_missing"],
  [
    { message: "This account has reached its limit of 100 products", subCategory: "OBJECT_LIMIT_REACHED" },
    "limit_reached",
  ],
  [{ message: "You have exceeded your product limit", category: "VALIDATION_ERROR" }, "limit_reached"],
  [{ message: "The limit of 100 products was reached" }, "limit_reached"],
  [{ message: "x", errors: [{ code: "MISSING_REQUIRED_PROPERTY", message: "x" }] }, "portal_rule"],
  [{ message: "x", errors: [{ code: "MISSING_CONDITIONAL_REQUIRED_PROPERTY", message: "x" }] }, "portal_rule"],
  [{ message: "Email address ann@ is invalid", category: "VALIDATION_ERROR" }, "invalid_email"],
  [invalidProperty("PROPERTY_VALUE_TOO_LONG", "name", "the limit of 65,536 characters is exceeded"), "invalid_value"],
  [invalidProperty("INVALID_OWNER_ID", "hubspot_owner_id", "Owner 5 does not exist"), "invalid_value"],
  [{ message: "This input was refused by a rule of the account", category: "VALIDATION_ERROR" }, "invalid_value"],
  [{ message: "Something else" }, "vendor_refused"],
  [{}, "vendor_refused"],
];

test.each(cases)("%j about a record is permanent: %s", (body, code) => {
  expect(translateRecordError(body)).toMatchObject({ kind: "permanent", code });
});

test("names the property that HubSpot blames, and keeps its words, which may quote a value, out of the details", () => {
  const error = translateRecordError(invalidProperty("INVALID_OPTION", "tandem_email_consent"));

  expect(error.details).toEqual({ correlationId: "", property: "tandem_email_consent" });
  expect(error.message).toBe("permanent: option_missing");
});

test.each(["hs_sku", "tandem_variant_key"])("names the property whose value is taken: %s", (property) => {
  expect(translateRecordError(held(property)).details.property).toBe(property);
  expect(isTaken(held(property))).toBe(true);
});

test("a stage that is gone is named by the id that was sent", () => {
  const sent = { hs_pipeline: "p1", hs_pipeline_stage: "s9" };

  const error = translateRecordError(invalidProperty("INVALID_OPTION", "hs_pipeline_stage"), sent);

  expect(error.details).toMatchObject({ property: "hs_pipeline_stage", stage: "s9" });
});

test("of several complaints a property that can be repaired comes first, and each code keeps its own property", () => {
  const body = {
    message: "Property values were not valid",
    category: "VALIDATION_ERROR",
    errors: [
      { code: "INVALID_OPTION", message: "no", context: { propertyName: ["hs_currency_code"] } },
      { code: "PROPERTY_DOESNT_EXIST", message: "no", context: { propertyName: ["tandem_note"] } },
    ],
  };

  expect(translateRecordError(body)).toMatchObject({ code: "property_missing", details: { property: "tandem_note" } });
  expect(translateRecordError({ ...body, errors: body.errors.slice(0, 1) })).toMatchObject({
    code: "currency_missing",
    details: { property: "hs_currency_code" },
  });
});

test("what is wrong with a definition is wrong for every record", () => {
  expect(blamesDefinition(invalidProperty("PROPERTY_DOESNT_EXIST", "a"))).toBe(true);
  expect(blamesDefinition(invalidProperty("READ_ONLY_VALUE", "a"))).toBe(true);
  expect(blamesDefinition(invalidProperty("INVALID_OPTION", "a"))).toBe(false);
});

test("finds the record that holds a value in both of HubSpot's sentences", () => {
  expect(existingId({ message: "Contact already exists. Existing ID: 123" })).toBe("123");
  expect(existingId({ message: "x", errors: [{ message: heldValue("email") }] })).toBe("123");
  expect(existingId({ message: "nothing of the kind" })).toBeNull();
});

test("finds the records that are not there at the other end of an association", () => {
  const invalid = {
    message: "One or more associations are invalid",
    context: { INVALID_OBJECT_IDS: ["ORDER=7 is not valid"], objectId: ["7"], objectType: ["ORDER"] },
  };

  expect(missingRecords(invalid)).toEqual(["7"]);
  expect(missingRecords({ category: "OBJECT_NOT_FOUND", context: { toObjectId: ["8"] } })).toEqual(["8"]);
  expect(missingRecords({ message: "x", context: { objectId: ["9"] } })).toEqual([]);
});
