import { expect, test } from "vitest";
import { existingId, HubspotRefusal, translateRecordError, translateRefusal } from "./translate-error.ts";

const invalidProperty = (error: string, name: string) => ({
  message: `Property values were not valid: [{"isValid":false,"message":"no","error":"${error}","name":"${name}"}]`,
  category: "VALIDATION_ERROR",
});

test.each([
  [{ message: "Contact already exists. Existing ID: 123", category: "CONFLICT" }, "email_taken"],
  [invalidProperty("PROPERTY_DOESNT_EXIST", "tandem_note"), "property_missing"],
  [invalidProperty("INVALID_EMAIL", "email"), "invalid_email"],
  [invalidProperty("INVALID_OPTION", "tandem_email_consent"), "invalid_value"],
  [{ message: "x", errors: [{ code: "MISSING_REQUIRED_PROPERTY", message: "x" }] }, "portal_rule"],
  [{ message: "x", errors: [{ code: "MISSING_CONDITIONAL_REQUIRED_PROPERTY", message: "x" }] }, "portal_rule"],
  [{ message: "Email address ann@ is invalid", category: "VALIDATION_ERROR" }, "invalid_email"],
  [{ message: "This input was refused by a rule of the account", category: "VALIDATION_ERROR" }, "invalid_value"],
  [{ message: "Something else" }, "vendor_refused"],
  [{}, "vendor_refused"],
])("%j about a record is permanent: %s", (body, code) => {
  expect(translateRecordError(body)).toMatchObject({ kind: "permanent", code });
});

test("names the property that HubSpot blames, and keeps its words, which may quote a value, out of the details", () => {
  const error = translateRecordError(invalidProperty("INVALID_OPTION", "tandem_email_consent"));

  expect(error.details).toEqual({ correlationId: "", property: "tandem_email_consent" });
  expect(error.message).toBe("permanent: invalid_value");
});

test("finds the record that holds a value in both of HubSpot's sentences", () => {
  const coordinates =
    "Cannot set PropertyValueCoordinates{portalId=1, objectTypeId=ObjectTypeId{legacyObjectType=CONTACT}, propertyName=email, value=a@b.c} on 5. 123 already has that value.";

  expect(existingId({ message: "Contact already exists. Existing ID: 123" })).toBe("123");
  expect(existingId({ message: "x", errors: [{ message: coordinates }] })).toBe("123");
  expect(existingId({ message: "nothing of the kind" })).toBeNull();
});

test("a missing scope asks for a reconnect and names the scopes", () => {
  const refusal = new HubspotRefusal(403, {
    category: "MISSING_SCOPES",
    errors: [{ context: { requiredGranularScopes: ["crm.objects.contacts.write"] } }],
  });

  expect(translateRefusal(refusal)).toMatchObject({
    kind: "reconnect",
    code: "missing_scope",
    details: { scopes: "crm.objects.contacts.write" },
  });
  expect(translateRefusal(new HubspotRefusal(400, {})).kind).toBe("bug");
});
