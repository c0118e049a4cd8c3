import { expect, test } from "vitest";
import { translateUserErrors } from "./translate-user-errors.ts";

const code = (message: string, field: readonly string[] | null, errorCode?: string) => {
  const result = translateUserErrors([{ message, field, ...(errorCode ? { code: errorCode } : {}) }]);
  return result.kind === "failed" ? result.error.code : result.kind;
};

test.each([
  ["Email has already been taken", ["email"], "email_taken"],
  ["Email is invalid", ["email"], "invalid_email"],
  ["Phone has already been taken", ["phone"], "phone_taken"],
  ["Enter a valid phone number", ["phone"], "invalid_phone"],
  ["Customer does not exist", ["id"], "gone"],
  [
    "An email address is required to set the email marketing consent state.",
    ["emailMarketingConsent"],
    "consent_refused",
  ],
  ["Country is not valid", ["country"], "invalid_value"],
  ["Note is too long (maximum is 5000 characters)", ["note"], "invalid_value"],
  ["Something new", null, "invalid_value"],
])("%s is %s: %s", (message, field, expected) => {
  expect(code(message, field)).toBe(expected);
});

test("names the field, and leaves Shopify's words, which may quote a value, to the cause", () => {
  const result = translateUserErrors([{ message: "Note is too long", field: ["input", "note"] }]);

  expect(result.kind === "failed" && result.error.details).toEqual({ field: "note" });
});
