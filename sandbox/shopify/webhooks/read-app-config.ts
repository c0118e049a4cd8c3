import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

export interface Subscription {
  topic: string;
  /** Relative to the app's origin, or a whole address. */
  uri: string;
  includeFields: string[] | null;
  name: string | null;
}

/** What `shopify app deploy` would tell Shopify about the app. */
export interface AppConfig {
  name: string;
  handle: string;
  scopes: string[];
  optionalScopes: string[];
  apiVersion: string;
  /** One for each declared topic: a topic declared twice is delivered twice. */
  subscriptions: Subscription[];
}

/** Reads `shopify.app.toml`. Throws with the file's name when it is no TOML or lacks what a deploy needs. */
export function readAppConfig(path: string): AppConfig {
  const file = table(parse(readFileSync(path, "utf8")));
  const access = table(file.access_scopes);
  const webhooks = table(file.webhooks);
  const apiVersion = webhooks.api_version;
  if (typeof apiVersion !== "string") throw new Error(`${path}: [webhooks] needs an api_version.`);
  return {
    name: String(file.name ?? "App"),
    handle: String(file.handle ?? "app"),
    scopes: String(access.scopes ?? "")
      .split(",")
      .map((scope) => scope.trim())
      .filter(Boolean),
    optionalScopes: texts(access.optional_scopes),
    apiVersion,
    subscriptions: (Array.isArray(webhooks.subscriptions) ? webhooks.subscriptions : []).flatMap((one, index) =>
      readSubscription(table(one), `${path}: subscription ${index + 1}`),
    ),
  };
}

function readSubscription(one: Record<string, unknown>, place: string): Subscription[] {
  if (typeof one.uri !== "string" || one.uri === "") throw new Error(`${place} needs a uri.`);
  // Ignoring a filter would deliver what Shopify would not.
  if (one.filter !== undefined) throw new Error(`${place} has a filter, which the stand-in does not know.`);
  const topics = [...texts(one.topics), ...texts(one.compliance_topics)];
  if (topics.length === 0) throw new Error(`${place} names no topic.`);
  return topics.map((topic) => ({
    topic,
    uri: String(one.uri),
    includeFields: Array.isArray(one.include_fields) ? texts(one.include_fields) : null,
    name: typeof one.name === "string" ? one.name : null,
  }));
}

function table(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
