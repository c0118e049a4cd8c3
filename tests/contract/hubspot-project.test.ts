import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hubspotApiVersion } from "#app/hubspot/api-version.ts";
import { authorizedScopes, scopesOf } from "#app/hubspot/granted-scopes.ts";
import { ownProperties } from "#app/hubspot/own-properties.ts";
import { kindOf } from "#app/hubspot/webhook-events.ts";
import { childObjects, modesOf, syncObjects } from "#app/sync/objects/index.ts";

interface Subscription {
  readonly subscriptionType: string;
  readonly objectType?: string;
  readonly propertyName?: string;
  readonly active: boolean;
}

const read = (path: string): unknown => JSON.parse(readFileSync(`hubspot/${path}`, "utf8"));
const webhooks = read("src/app/webhooks/webhooks-hsmeta.json") as {
  config: {
    settings: { targetUrl: string };
    subscriptions: {
      crmObjects: readonly Subscription[];
      legacyCrmObjects: readonly Subscription[];
      hubEvents: readonly Subscription[];
    };
  };
};
const { crmObjects, legacyCrmObjects, hubEvents } = webhooks.config.subscriptions;
/** HubSpot's names in subscriptions are singular. */
const singular: Record<string, string> = {
  contacts: "contact",
  companies: "company",
  products: "product",
  orders: "order",
  carts: "cart",
  deals: "deal",
};
const definitions = syncObjects.flatMap(modesOf);

test("the properties we are told of are those the definitions watch", () => {
  for (const { hubspot } of definitions) {
    const own = crmObjects.filter((one) => one.objectType === singular[hubspot.objectType]);
    const watched = own.flatMap((one) => (one.propertyName ? [one.propertyName] : []));
    expect([...watched].sort()).toEqual([...hubspot.watchedProperties].sort());
    expect(
      own
        .filter((one) => !one.propertyName)
        .map((one) => one.subscriptionType)
        .sort(),
    ).toEqual(["object.creation", "object.deletion", "object.merge", "object.restore"]);
  }
  expect(legacyCrmObjects).toEqual([]);
});

test("every subscription is on and one that we understand", () => {
  for (const one of [...crmObjects, ...hubEvents]) {
    expect(one.active).toBe(true);
    expect(kindOf({ portalId: "1", occurredAt: 0, type: one.subscriptionType })).not.toBe("other");
  }
});

test("the definitions' scopes are asked for, and are those that the object is said to need", () => {
  const asked = [...authorizedScopes.required, ...authorizedScopes.optional];
  for (const definition of definitions) {
    const { hubspot } = definition;
    expect(hubspot.scopes.filter((scope) => !asked.includes(scope))).toEqual([]);
    const { read, write } = scopesOf(definition);
    expect(hubspot.scopes.filter((scope) => ![...read, ...write].includes(scope))).toEqual([]);
  }
  expect(authorizedScopes.required).toContain("oauth");
  expect(authorizedScopes.optional).toContain("communication_preferences.read_write");
});

test("webhooks and the callback are at the app's addresses", () => {
  const app = read("src/app/app-hsmeta.json") as { config: { auth: { redirectUrls: readonly string[] } } };

  expect(new URL(webhooks.config.settings.targetUrl).pathname).toBe("/webhooks/hubspot");
  expect(new URL(app.config.auth.redirectUrls[0] ?? "").pathname).toBe("/hubspot/callback");
});

test("the project's platform is that of the API version", () => {
  const project = read("hsproject.json") as { platformVersion: string };

  expect(project.platformVersion).toBe(hubspotApiVersion.replace("-", "."));
});

test("our properties bear our name, no shop's, and the unique keys are among them", () => {
  for (const definition of [...definitions, ...childObjects.flatMap(modesOf)]) {
    const own = ownProperties(definition);
    const keys = new Set([definition.hubspot.keyProperty, ...definition.match.map(({ hubspot }) => hubspot)]);
    const unique = Object.entries(own).flatMap(([name, one]) => (one.hasUniqueValue ? [name] : []));
    expect(Object.keys(own).filter((name) => !/^tandem_[a-z_]+$/.test(name))).toEqual([]);
    expect(unique).toContain(definition.hubspot.keyProperty);
    expect(unique.filter((name) => !keys.has(name))).toEqual([]);
  }
});

test("two definitions of one HubSpot type mean the same by a property of ours", () => {
  const byType = Map.groupBy([...definitions, ...childObjects.flatMap(modesOf)], ({ hubspot }) => hubspot.objectType);
  for (const [type, some] of byType) {
    const kinds = new Map<string, string>();
    for (const [name, { type: kind, hasUniqueValue }] of some.flatMap((one) => Object.entries(ownProperties(one)))) {
      const form = `${kind} ${hasUniqueValue === true}`;
      expect([type, name, kinds.get(name) ?? form]).toEqual([type, name, form]);
      kinds.set(name, form);
    }
  }
});
