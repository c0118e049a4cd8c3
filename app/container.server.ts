import { openCore } from "#app/core.server.ts";
import { readEnv } from "#app/env.server.ts";
import { installShop } from "#app/services/install-shop.ts";
import { createShopify } from "#app/shopify.server.ts";

const core = await openCore(readEnv(process.env), "web");

/** The web process's one set of adapters. The worker, which has no screens, opens `core.server.ts` itself. */
export const container = {
  ...core,
  shopify: createShopify({
    env: core.env,
    sessions: core.sessions,
    installed: (shop) => installShop(core, shop),
  }),
};

export type Container = typeof container;
