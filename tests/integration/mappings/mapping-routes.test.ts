import { beforeAll, expect, test } from "vitest";
import { previewForm } from "#app/routes/app.mapping-preview.$object/preview-form.server.ts";
import { makeProperty } from "#app/routes/app.mapping-property.$object/make-property.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import { formData, submission } from "#tests/support/sync-form.ts";
import { withMappings } from "./open-mappings.ts";

const stage = withMappings();
const { adapters } = stage;
const of = (object: "customers" | "companies") => ({ shop: adapters.connection.shop, object });
const wanted = { field: "metafield:custom.size", label: "Shoe size", name: "shoe_size" };
const size = {
  shopify: "metafield:custom.size",
  hubspot: "shoe_size",
  direction: "both",
  transform: "integer",
  enabled: true,
} as const;

beforeAll(async () => {
  await stage.turnOn("customers");
  stage.define("Customer", "size", "number_integer");
});

test("a property that the form asks for is made and handed back to be chosen", async () => {
  const made = await makeProperty(stage.deps(), of("customers"), formData(wanted));

  expect(made).toMatchObject({ kind: "created", property: { name: "shoe_size", label: "Shoe size", type: "number" } });
});

test("what is wrong with a property is told at once, or by HubSpot", async () => {
  const ask = (patch: Partial<typeof wanted>) =>
    makeProperty(stage.deps(), of("customers"), formData({ ...wanted, ...patch }));

  const told = [
    await ask({ label: "  " }),
    await ask({ name: "Shoe Size" }),
    await ask({ name: "" }),
    await ask({ name: "email" }),
    await ask({ field: "metafield:custom.gone" }),
    await makeProperty(stage.deps(), of("customers"), new FormData()),
  ];

  expect(told).toEqual(
    [
      ...["label_missing", "property_name_invalid", "property_name_invalid"],
      ...["property_conflict", "unknown_field", "unknown_field"],
    ].map((code) => ({ kind: "refused", code })),
  );
});

test("a vendor that does not answer, or no longer lets us in, is told and nothing is made", async () => {
  const failing = (kind: "transient" | "reconnect") => ({
    ...stage.deps(),
    hubspot: {
      ...adapters.hubspot,
      createProperty: () => Promise.reject(new SyncError(kind, { code: "hubspot_unavailable" })),
    },
  });

  expect(await makeProperty(failing("transient"), of("customers"), formData(wanted))).toEqual({
    ...{ kind: "refused", code: "unreachable" },
  });
  expect(await makeProperty(failing("reconnect"), of("customers"), formData(wanted))).toEqual({
    ...{ kind: "refused", code: "reconnect" },
  });
});

test("an unsaved form is previewed with its own mappings and limit, and nothing of it is saved", async () => {
  const customer = stage.addCustomer("ada@example.com");
  stage.setMetafield("Customer", customer, "size", "number_integer", "41");
  const before = await objectSettings(adapters.db, adapters.connection, "customers");

  const shown = await previewForm(stage.deps(), of("customers"), submission({ mappings: [size] }));
  const limited = await previewForm(
    stage.deps(),
    of("customers"),
    submission({ limit: { match: "all", scope: "always", conditions: [{ field: "tags", operator: "is_known" }] } }),
  );

  if (shown.kind !== "previewed") throw new Error(shown.kind);
  expect(shown.records[0]?.fields.find(({ hubspot }) => hubspot === "shoe_size")).toMatchObject({ toHubspot: "41" });
  expect(limited).toMatchObject({ records: [{ plan: "exclude", reason: "limit_not_met" }] });
  expect(await objectSettings(adapters.db, adapters.connection, "customers")).toEqual(before);
});

test("a form that cannot be read, or whose mappings cannot be, is not previewed", async () => {
  const unread = await previewForm(stage.deps(), of("customers"), new FormData());
  const wrong = await previewForm(
    stage.deps(),
    of("customers"),
    submission({ mappings: [{ ...size, hubspot: "gone" }] }),
  );
  const stranger = { shop: "nobody.myshopify.com", object: "customers" } as const;

  expect([unread, wrong]).toEqual([{ kind: "refused" }, { kind: "refused" }]);
  expect(await previewForm(stage.deps(), stranger, submission())).toEqual({ kind: "not_connected" });
});

test("an object that was never set up is previewed by its first form", async () => {
  stage.addCompany("Acme Trading");

  const shown = await previewForm(stage.deps(), of("companies"), submission());

  expect(shown).toMatchObject({ kind: "previewed", records: [{ name: "Acme Trading", plan: "create" }] });
});
