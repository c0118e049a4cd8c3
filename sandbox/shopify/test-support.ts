import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock } from "#sandbox/http/clock.ts";
import type { ShopifyOptions, ShopifyStandIn } from "./start-shopify.ts";
import { startShopify } from "./start-shopify.ts";
import { createShopState } from "./state.ts";

export const SHOP = "demo-shop.myshopify.com";
export const KEY = "test-api-key";
export const SECRET = "test-api-secret";

const TOML = `
client_id = ""
name = "Tandem"
handle = "tandem"
[access_scopes]
scopes = "read_customers,write_customers,read_customer_merge,write_customer_merge,read_products,read_orders"
optional_scopes = ["read_all_orders"]
[webhooks]
api_version = "2026-10"
  [[webhooks.subscriptions]]
  uri = "/webhooks/shopify"
  topics = ["app/uninstalled", "app/scopes_update", "bulk_operations/finish", "customers/create", "customers/update", "customers/delete", "customers/merge", "customer.tags_added", "customers_email_marketing_consent/update"]
  [[webhooks.subscriptions]]
  uri = "/webhooks/shopify"
  compliance_topics = ["customers/data_request", "customers/redact", "shop/redact"]
`;

interface Received {
  topic: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  isSigned: boolean;
}

type Key =
  | 0
  | 1
  | "data"
  | "errors"
  | "extensions"
  | "abandonedCheckouts"
  | "access_token"
  | "associated_user"
  | "bulkOperation"
  | "bulkOperationCancel"
  | "bulkOperationRunQuery"
  | "bulkOperations"
  | "code"
  | "currentlyAvailable"
  | "cost"
  | "currentAppInstallation"
  | "customer"
  | "customerCreate"
  | "customerEmailMarketingConsentUpdate"
  | "customerSet"
  | "customerUpdate"
  | "customers"
  | "error"
  | "metafieldsDelete"
  | "metafieldsSet"
  | "node"
  | "objectCount"
  | "orders"
  | "refresh_token"
  | "search"
  | "shop"
  | "accessScopes"
  | "defaultEmailAddress"
  | "deletedMetafields"
  | "fileSize"
  | "id"
  | "metafield"
  | "name"
  | "nodes"
  | "pageInfo"
  | "partialDataUrl"
  | "requestedQueryCost"
  | "status"
  | "throttleStatus"
  | "userErrors"
  | "jsonValue"
  | "legacyResourceId"
  | "warnings"
  | "address"
  | "endCursor"
  | "field"
  | "jsonValue"
  | "legacyResourceId"
  | "resultingCustomerId"
  | "startCursor"
  | "url"
  | "warnings"
  | "message";

/** An answer of any shape, as deep as a test reads; what is not there fails the test that reads it. */
export type Json = { readonly [K in Key]: Json };

/** The items of a list in an answer. */
export function itemsOf(list: Json): Json[] {
  if (!Array.isArray(list)) throw new Error(`${JSON.stringify(list)} is no list`);
  return list;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

/** A stand-in with one installed shop, an app that keeps what it is sent, and short ways to ask the Admin API. */
export async function openShopify(changes: Partial<ShopifyOptions> & { toml?: string } = {}) {
  const received: Received[] = [];
  let status = 200;
  const app = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      const headers = request.headers as Record<string, string>;
      received.push({
        topic: headers["x-shopify-topic"] ?? "",
        headers,
        body: JSON.parse(raw.toString()),
        isSigned: createHmac("sha256", SECRET).update(raw).digest("base64") === headers["x-shopify-hmac-sha256"],
      });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "toml-"));
  const tomlPath = join(folder, "shopify.app.toml");
  writeFileSync(tomlPath, changes.toml ?? TOML);
  const clock = createClock();
  const state = createShopState({ domain: SHOP, name: "Demo Shop", now: clock.now });
  const shopify: ShopifyStandIn = await startShopify({
    apiKey: KEY,
    apiSecret: SECRET,
    appOrigin: `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
    shops: [state],
    clock,
    tomlPath,
    ...changes,
  });
  shopify.install(SHOP);

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(shopify.origin + path, {
      method,
      headers: { "x-forwarded-host": SHOP, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith("{") ? JSON.parse(text) : text };
  }
  const exchange = (fields: Record<string, string> = {}) =>
    send("POST", "/admin/oauth/access_token", {
      client_id: KEY,
      client_secret: SECRET,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: shopify.idToken(SHOP),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
      ...fields,
    });
  const token = String((await exchange()).body.access_token);
  const ask = (query: string, variables: object = {}, withToken: unknown = token) =>
    send(
      "POST",
      "/admin/api/2026-10/graphql.json",
      { query, variables },
      { "x-shopify-access-token": String(withToken) },
    );

  return {
    shopify,
    state,
    clock,
    token,
    received,
    send,
    ask,
    exchange,
    answerWith: (next: number) => {
      status = next;
    },
    topics: () => received.map((one) => one.topic),
    close: async () => {
      await shopify.close();
      rmSync(folder, { recursive: true });
      await new Promise((resolve) => {
        app.close(resolve);
        app.closeAllConnections();
      });
    },
  };
}

/** Waits until a condition holds; fails after five seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
