import { expect, test } from "vitest";
import type { ShopEvent } from "./state/records.ts";
import { createShopState } from "./state.ts";
import { fieldsOf, sampleOf } from "./webhook-samples.ts";

/** The last event of each topic, after everything that a company, a product and a collection can go through. */
function emitEverything(): Map<string, ShopEvent> {
  const state = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });
  const events = new Map<string, ShopEvent>();
  state.onEvent((event) => events.set(event.topic, event));
  const must = <T>(outcome: { ok: true; value: T } | { ok: false; errors: unknown }): T => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    return outcome.value;
  };
  const { companies, products, collections } = state;
  const customer = must(state.customers.create({ email: "a@example.com" }));
  const address = { address1: "1 Main St", city: "Portland", zoneCode: "OR", countryCode: "US", zip: "97201" };
  const company = must(
    companies.create({
      company: { name: "Acme", externalId: "E1", note: "x" },
      location: { shippingAddress: address, billingSameAsShipping: true, taxRegistrationId: "T1" },
      contact: { customerId: customer.id, title: "Buyer", locale: "en" },
    }),
  );
  const contact = companies.contactsOf(company.id)[0]?.id ?? 0;
  const place = companies.locationsOf(company.id)[0]?.id ?? 0;
  companies.update(company.id, { note: "y" });
  companies.updateContact(contact, { title: "Owner" });
  companies.updateLocation(place, { taxExemptions: ["CA_BC_RESELLER_EXEMPTION"] });
  companies.delete(company.id);
  const product = must(
    products.create({ title: "Hat", variants: [{ price: "1", options: [{ name: "Size", value: "S" }] }] }),
  );
  const collection = must(collections.create({ title: "Hats", productIds: [product.id] }));
  products.update(product.id, { title: "Cap" });
  collections.update(collection.id, { title: "Caps" });
  collections.delete(collection.id);
  products.delete(product.id);
  return events;
}

const events = emitEverything();

test.each([
  "companies/create",
  "companies/update",
  "companies/delete",
  "company_contacts/create",
  "company_contacts/update",
  "company_contacts/delete",
  "company_locations/create",
  "company_locations/update",
  "company_locations/delete",
  "company_contact_roles/assign",
  "company_contact_roles/revoke",
  "products/create",
  "products/update",
  "products/delete",
  "collections/create",
  "collections/update",
  "collections/delete",
])("%s carries just the fields of Shopify's sample, at every depth", (topic) => {
  const sample = sampleOf(topic);

  const payload = events.get(topic)?.payload;

  // The sample's product has no options, images or media to compare with.
  const comparable = (field: string) => !/^(options|images|image|media)\./.test(field);
  expect(fieldsOf(payload).filter(comparable).sort()).toEqual(fieldsOf(sample).sort());
});

test("a product with more than a hundred variants names the rest by id only", () => {
  const state = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });
  const payloads: Record<string, unknown>[] = [];
  state.onEvent((event) => payloads.push(event.payload));

  state.products.create({
    title: "Hat",
    variants: Array.from({ length: 150 }, (_, index) => ({
      price: "1",
      options: [{ name: "Size", value: String(index) }],
    })),
  });

  expect(payloads[0]?.variants).toHaveLength(100);
  expect(payloads[0]?.variant_gids).toHaveLength(150);
});
