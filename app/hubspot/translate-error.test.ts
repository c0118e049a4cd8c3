import { expect, test } from "vitest";
import { HubspotRefusal, translateObjectRefusal, translateRefusal } from "./translate-error.ts";

const missing = (...scopes: string[]) =>
  new HubspotRefusal(403, {
    category: "MISSING_SCOPES",
    errors: [{ context: { requiredGranularScopes: scopes } }],
  });

test("a missing scope asks for a reconnect and names the scopes", () => {
  expect(translateRefusal(missing("crm.objects.contacts.write"))).toMatchObject({
    kind: "reconnect",
    code: "missing_scope",
    details: { scopes: "crm.objects.contacts.write" },
  });
  expect(translateRefusal(new HubspotRefusal(400, {})).kind).toBe("bug");
});

test.each([
  ["its scopes are optional ones", missing("crm.objects.carts.read", "e-commerce")],
  ["its type is unknown", new HubspotRefusal(400, { message: "Unable to infer object type from: carts" })],
])("an object that the portal lacks, for %s, rests without the others", (_, refusal) => {
  expect(translateRefusal(refusal)).toMatchObject({ kind: "permanent", code: "object_unavailable" });
});

test("where any of several scopes would do, a required one among them asks for a reconnect", () => {
  expect(translateRefusal(missing("e-commerce", "crm.objects.contacts.read")).kind).toBe("reconnect");
});

test("a path that is not there means another thing for an object than for a record", () => {
  const refusal = new HubspotRefusal(404, { message: "resource not found" });

  expect(translateObjectRefusal(refusal)).toMatchObject({ kind: "permanent", code: "object_unavailable" });
  expect(translateRefusal(refusal)).toMatchObject({ kind: "bug", code: "hubspot_not_found" });
  expect(translateObjectRefusal(missing("crm.objects.contacts.write")).kind).toBe("reconnect");
});
