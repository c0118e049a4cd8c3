import { expect, test } from "vitest";
import { toDatedPath } from "./api-version.ts";

test.each([
  ["/crm/v3/objects/contacts/batch/read", "/crm/objects/2026-09/contacts/batch/read"],
  ["/crm/v3/properties/contacts", "/crm/properties/2026-09/contacts"],
  ["/crm/objects/2026-09/contacts", "/crm/objects/2026-09/contacts"],
  ["/crm/v3/objectsandmore", "/crm/v3/objectsandmore"],
])("moves %s to %s", (from, to) => {
  expect(toDatedPath(from)).toBe(to);
});
