import type { RowProblem } from "./data/shop-folder.ts";
import type { HubspotSide } from "./hubspot-side.ts";
import type { Mailbox } from "./mail/start-mailbox.ts";
import type { ShopifyStandIn } from "./shopify/start-shopify.ts";
import { STORAGE_HOST } from "./shopify/start-shopify.ts";
import type { ShopState } from "./shopify/state.ts";
import type { Sandbox, SandboxOptions } from "./start-sandbox.ts";
import type { Sink } from "./start-sink.ts";

export interface Parts {
  proxy: { origin: string };
  shopify: ShopifyStandIn;
  hubspot: HubspotSide;
  sink: Sink;
  mailbox: Mailbox;
  problems: RowProblem[];
  handle: string;
}

/** What a running sandbox tells and lets do. */
export function describeSandbox(options: SandboxOptions, parts: Parts, closeAll: () => Promise<void>): Sandbox {
  const { proxy, shopify, hubspot, sink, mailbox } = parts;
  const [state] = shopify.shops();
  const admin = `${shopify.origin}/store/${state?.shop.handle ?? ""}`;
  const counts: Record<string, () => number> = {
    customers: () => state?.customers.count() ?? 0,
    companies: () => state?.companies.count() ?? 0,
    // What becomes a product of HubSpot's is a variant here.
    products: () => state?.products.variantCount() ?? 0,
    orders: () => state?.orders.count() ?? 0,
    carts: () => state?.checkouts.listAbandoned().length ?? 0,
  };
  return {
    origins: {
      app: options.appOrigin ?? proxy.origin,
      admin: shopify.origin,
      shopify: shopify.origin,
      hubspot: hubspot.origin,
      sink: sink.origin,
    },
    routes: [
      ...["*.myshopify.com", "*.shopify.com", "*.shopifycloud.com", STORAGE_HOST].map(
        (host) => `${host}=${shopify.origin}`,
      ),
      ...["*.hubapi.com", "*.hubspot.com"].map((host) => `${host}=${hubspot.apiOrigin}`),
      `*=${sink.origin}`,
    ].join(","),
    urls: {
      app: options.appOrigin ?? proxy.origin,
      appInAdmin: `${admin}/apps/${parts.handle}`,
      admin,
      crm: hubspot.crmUrl,
      mailbox: `${shopify.origin}/mailbox`,
      shopifyApi: shopify.origin,
      hubspotApi: hubspot.origin,
    },
    problems: parts.problems,
    mailbox,
    shopify,
    hubspot: hubspot.standIn,
    unexpected: sink.list,
    isIdle: async () => shopify.isIdle() && (await hubspot.isIdle()),
    requestTotals: async () => ({ shopify: shopify.log.counts().total, hubspot: await hubspot.requestTotal() }),
    countShopify: async (object) => counts[object]?.() ?? 0,
    countHubspot: hubspot.count,
    credentials: async () => ({
      ...options.client,
      shopifyAccessToken: await exchangeOnlineToken(options, shopify, state),
      hubspotAccessToken: await hubspot.accessToken(),
    }),
    close: closeAll,
  };
}

/** An online token: a second offline one would end the app's own. */
async function exchangeOnlineToken(
  { client }: SandboxOptions,
  shopify: ShopifyStandIn,
  state?: ShopState,
): Promise<string> {
  if (state === undefined || !shopify.isInstalled(state.shop.domain)) return "";
  const response = await fetch(`${shopify.origin}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "x-forwarded-host": state.shop.domain },
    body: new URLSearchParams({
      client_id: client.SHOPIFY_API_KEY,
      client_secret: client.SHOPIFY_API_SECRET,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: shopify.idToken(state.shop.domain),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
    }),
  });
  const { access_token: token = "" } = (await response.json()) as { access_token?: string };
  return token;
}
