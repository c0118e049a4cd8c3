import { drainChanges } from "#app/services/drain-changes.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { findOutcome } from "#app/store/records.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import { recordInstall } from "#app/store/shops.server.ts";
import type { MainObjectKey, Side, Value } from "#app/sync/record.ts";
import { PORTAL, testHash, testLog, withAdapters } from "../adapters/open-adapters.ts";

const objectTypes = { customers: "0-1", companies: "0-2", products: "0-7" } as const;
type MappedObject = keyof typeof objectTypes;

const granted = ["write_customers", "read_customer_merge", "write_companies", "write_products", "read_orders"];

/** Both stand-ins with the engine on PostgreSQL, and what people do to metafields and properties there. */
export function withMappings() {
  const adapters = withAdapters();
  const portal = () => adapters.hubspotStandIn.portal(PORTAL);
  const store = () => createEngineStore(adapters.db, null, { testClock: adapters.clock });
  const engine = () => ({
    store: store(),
    vendors: adapters.vendors,
    clock: adapters.clock,
    hash: testHash,
    log: testLog,
  });
  /** what the services of mappings are built on */
  const deps = () => ({ ...engine(), db: adapters.db, boss: null, admin: adapters.admin, hubspot: adapters.hubspot });
  const who = (object: MainObjectKey) => ({ shop: adapters.connection.shop, userId: "1", object });

  return {
    adapters,
    deps,
    who,
    portal,
    /** The object is on, its properties are there, and the app has the scopes of this release. */
    async turnOn(object: MappedObject): Promise<void> {
      await recordInstall(adapters.db, { domain: adapters.connection.shop, scopes: granted });
      await adapters.hubspot.completeProperties(adapters.connection, object);
      await saveObjectSettings(adapters.db, adapters.connection, object, { enabled: true });
    },
    /** Marks records and drains until nothing is due. */
    async sync(object: MappedObject, side: Side, ...ids: readonly string[]): Promise<void> {
      const marks = ids.map((recordId) => ({ object, side, recordId, lane: "live" }) as const);
      await store().mark(adapters.connection, marks);
      for (let claimed = 1; claimed > 0; ) {
        ({ claimed } = await drainChanges(engine(), { connection: adapters.connection, object, lane: "any" }));
      }
    },
    outcomeOf: (object: MappedObject, shopifyId: string) =>
      findOutcome(adapters.db, adapters.connection, object, { shopifyId }),
    async hubspotIdOf(object: MappedObject, shopifyId: string): Promise<string> {
      const [link] = await store().links(adapters.connection, object, "shopify", [shopifyId]);
      if (!link) throw new Error(`${object} ${shopifyId} is not linked`);
      return link.hubspotId;
    },
    propertyOf: (object: MappedObject, id: string, name: string): Value =>
      portal().space(objectTypes[object]).records.find(id)?.values.get(name) || null,
    editProperty: (object: MappedObject, id: string, name: string, value: string) => {
      portal().updateRecord(objectTypes[object], id, { [name]: value });
    },
    addCustomer(email: string): string {
      const made = adapters.shop.customers.create({ email });
      if (!made.ok) throw new Error(JSON.stringify(made.errors));
      return String(made.value.id);
    },
    addProduct(title: string): { readonly id: string; readonly variants: readonly string[] } {
      const variant = (size: string) => ({
        price: "1.00",
        sku: `${title}-${size}`,
        options: [{ name: "Size", value: size }],
      });
      const made = adapters.shop.products.create({ title, variants: [variant("S"), variant("M")] });
      if (!made.ok) throw new Error(JSON.stringify(made.errors));
      return { id: String(made.value.id), variants: made.value.variants.map(({ id }) => String(id)) };
    },
    /** @returns ids of the company and of its locations. */
    addCompany(name: string, ...places: readonly string[]): { readonly id: string; readonly locations: string[] } {
      const made = adapters.shop.companies.create({ company: { name } });
      if (!made.ok) throw new Error(JSON.stringify(made.errors));
      for (const place of places) adapters.shop.companies.createLocation(made.value.id, { name: place });
      const locations = adapters.shop.companies.locationsOf(made.value.id).map(({ id }) => String(id));
      return { id: String(made.value.id), locations };
    },
    /** HubSpot id of a company's location. */
    async locationIdOf(locationId: string): Promise<string> {
      const id = `location-${locationId}`;
      const [link] = await store().links(adapters.connection, "company_locations", "shopify", [id]);
      if (!link) throw new Error(`${id} is not linked`);
      return link.hubspotId;
    },
    define(kind: string, key: string, type: string, choices: readonly string[] = []): void {
      const validations = choices.length > 0 ? [{ name: "choices", value: JSON.stringify(choices) }] : [];
      const plain = { description: null, isUnique: false, isPinned: false, namespace: "custom" };
      adapters.shop.definitions.create({ ...plain, kind, key, name: `The ${key}`, type, validations });
    },
    setMetafield(kind: string, id: string, key: string, type: string, value: string): void {
      adapters.shop.metafields.set(`gid://shopify/${kind}/${id}`, { namespace: "custom", key, type, value });
      adapters.shop.touchOwner(`gid://shopify/${kind}/${id}`);
    },
    metafieldOf: (kind: string, id: string, key: string): string | undefined =>
      adapters.shop.metafields.get(`gid://shopify/${kind}/${id}`, "custom", key)?.value,
  };
}
