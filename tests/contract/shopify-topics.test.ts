import { readFileSync } from "node:fs";
import { metadataForWebhook } from "shopify-webhook-schemas";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { marksOfDelivery } from "#app/services/marks-of-delivery.ts";
import { shopifyApiVersion } from "#app/shopify/api-version.ts";
import { readPayload } from "#app/shopify/read-payload.ts";
import type { GroupMeaning, RecordMeaning } from "#app/shopify/topics.ts";
import { topics } from "#app/shopify/topics.ts";
import { syncObjects } from "#app/sync/objects/index.ts";

interface Toml {
  readonly access_scopes: { readonly scopes: string };
  readonly webhooks: {
    readonly api_version: string;
    readonly subscriptions: readonly {
      topics?: readonly string[];
      compliance_topics?: readonly string[];
      uri: string;
    }[];
  };
}

const toml = parse(readFileSync("shopify.app.toml", "utf8")) as unknown as Toml;
const subscribed = toml.webhooks.subscriptions.flatMap((one) => [
  ...(one.topics ?? []),
  ...(one.compliance_topics ?? []),
]);
const objectTopics = Object.entries(topics).flatMap(([topic, meaning]) =>
  "object" in meaning ? [[topic, meaning] as [string, RecordMeaning | GroupMeaning]] : [],
);
const recordTopics = objectTopics.filter((entry): entry is [string, RecordMeaning] => entry[1].kind !== "grouped");
const groupTopics = objectTopics.filter((entry): entry is [string, GroupMeaning] => entry[1].kind === "grouped");
/** The newest version whose samples are published. */
const sampleVersion = "2026-07";

test("we subscribe to exactly the topics we understand, each once, all at one address", () => {
  expect([...subscribed].sort()).toEqual(Object.keys(topics).sort());
  expect(new Set(toml.webhooks.subscriptions.map((one) => one.uri))).toEqual(new Set(["/webhooks/shopify"]));
});

test("an object's topics are those its definition names", () => {
  for (const object of syncObjects) {
    const meant = objectTopics.filter(([, meaning]) => meaning.object === object.key).map(([topic]) => topic);
    expect([...object.shopify.topics].sort()).toEqual(meant.sort());
  }
});

test("an object's scopes are among those the app asks for", () => {
  const granted = toml.access_scopes.scopes.split(",");
  const missing = syncObjects.flatMap((object) => object.shopify.scopes).filter((scope) => !granted.includes(scope));

  expect(missing).toEqual([]);
});

test("webhooks and requests speak one version", () => {
  expect(toml.webhooks.api_version).toBe(shopifyApiVersion);
});

test("the compliance topics are subscribed as such", () => {
  const compliance = toml.webhooks.subscriptions.flatMap((one) => one.compliance_topics ?? []);

  expect([...compliance].sort()).toEqual(["customers/data_request", "customers/redact", "shop/redact"]);
});

test.each(recordTopics)("Shopify's sample of %s names the record it is about", (topic, meaning) => {
  const sample = metadataForWebhook(sampleVersion, topic)?.response;
  const payload = readPayload(
    JSON.stringify({ ...(sample as object), ...(meaning.kind === "merged" ? { status: "completed" } : {}) }),
  );

  const marks = marksOfDelivery(meaning, payload ?? {}, "2026-11-01T10:00:00.000Z");

  expect(marks.length).toBe(meaning.kind === "merged" ? 2 : 1);
  for (const mark of marks)
    expect(mark).toMatchObject({ object: meaning.object, side: "shopify", recordId: expect.stringMatching(/^\d+$/) });
});

test.each(groupTopics)("Shopify's sample of %s names the group of the records it is about", (topic, meaning) => {
  const sample = metadataForWebhook(sampleVersion, topic)?.response as Record<string, unknown>;

  expect(sample[meaning.id]).toEqual(expect.stringMatching(/./));
});

test.each(["customers/data_request", "customers/redact"])("Shopify's sample of %s names the customer", (topic) => {
  const sample = metadataForWebhook(sampleVersion, topic)?.response as { customer?: { id?: number } };

  expect(sample.customer?.id).toEqual(expect.any(Number));
});
