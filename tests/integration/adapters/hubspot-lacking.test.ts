import { beforeAll, expect, test } from "vitest";
import { missingScopes } from "#app/hubspot/granted-scopes.ts";
import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import { ensureProperties } from "#app/services/ensure-properties.ts";
import { findPortal } from "#app/store/portals.server.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import { sampleDefinition } from "#tests/support/sample-definitions.ts";
import { PORTAL, testLog, withAdapters } from "./open-adapters.ts";

const orderScopes = ["crm.objects.orders.read", "crm.objects.orders.write", "crm.schemas.orders.read"];

// An account without carts, whose tier grants no orders.
const adapters = withAdapters({
  hubspot: {
    portals: [
      {
        id: PORTAL,
        missingObjects: ["carts"],
        missingScopes: [...orderScopes, "crm.schemas.orders.write", "crm.pipelines.orders.read"],
      },
    ],
  },
});

let hubspot: HubspotPorts;
beforeAll(() => {
  hubspot = adapters.openHubspot(sampleDefinition);
});

const status = async () => (await findPortal(adapters.db, adapters.connection))?.status;

test("the token says what the account's tier did not grant", async () => {
  const { grant } = adapters.hubspotStandIn.issueTokens(PORTAL);

  expect(missingScopes("orders", grant.scopes)).toEqual(expect.arrayContaining(orderScopes));
  expect(missingScopes("companies", grant.scopes)).toEqual([]);
});

test.each(["carts", "orders"] as const)("%s that the account lacks rest, and it stays connected", async (object) => {
  const { connection } = adapters;
  const lacks = { kind: "permanent", code: "object_unavailable" };
  const records = hubspot.records(connection, object, "live");

  await expect(records.read(["1"])).rejects.toMatchObject(lacks);
  await expect(hubspot.pages(connection, object).page(null)).rejects.toMatchObject(lacks);
  await expect(hubspot.completeProperties(connection, object)).rejects.toMatchObject(lacks);
  await expect(hubspot.properties(connection, object)).rejects.toMatchObject(lacks);
  await expect(hubspot.pipelines(connection, object)).rejects.toMatchObject(lacks);
  const written = await records.write([{ kind: "create", ref: "a", key: "shop:a", values: {} }]);
  expect(written.get("a")).toMatchObject({ kind: "failed", error: lacks });
  const pairs = [{ fromId: "1", toId: "2", label: null }];
  expect(await hubspot.associations(connection, "live").write(object, "customers", pairs)).toMatchObject([lacks]);

  expect(await status()).toBe("connected");
  const made = await hubspot.records(connection, "companies", "live").read(["1"]);
  expect(made.get("1")).toEqual({ kind: "gone" });
});

test("an account that lacks objects gets the properties of the others", async () => {
  const { db, clock, connection } = adapters;
  const madeOf = (typeId: string) =>
    adapters.hubspotStandIn
      .portal(PORTAL)
      .space(typeId)
      .definitions.list()
      .filter(({ name }) => name.startsWith("tandem_"));

  await ensureProperties({ db, clock, log: testLog, hubspot: adapters.hubspot }, connection);

  for (const { hubspot: own } of [syncObject("customers"), syncObject("companies"), syncObject("products")])
    expect(madeOf(own.objectTypeId).map(({ name }) => name)).toContain(own.keyProperty);
  expect((await findPortal(db, connection))?.propertiesCheckedAt).toEqual(expect.any(Date));
});
