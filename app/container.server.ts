import { openCore } from "#app/core.server.ts";
import { readEnv } from "#app/env.server.ts";
import { createProgressFeed } from "#app/services/follow-progress.ts";
import { installShop } from "#app/services/install-shop.ts";
import { readProgress } from "#app/services/read-progress.ts";
import { createShopify } from "#app/shopify.server.ts";

const core = await openCore(readEnv(process.env), "web");

const progress = createProgressFeed({ read: (shop) => readProgress(core, shop), log: core.log });

/** The web process's one set of adapters. The worker, which has no screens, opens `core.server.ts` itself. */
export const container = {
  ...core,
  /** who watches the progress of which shop */
  progress,
  async readMetrics() {
    core.metrics.progressStreams.set(progress.followers());
    return await core.readMetrics();
  },
  shopify: createShopify({
    env: core.env,
    sessions: core.sessions,
    installed: (shop) => installShop(core, shop),
  }),
};

export type Container = typeof container;
