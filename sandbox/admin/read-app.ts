import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import type { AdminApp } from "./admin-shop.ts";
import { readEmbeds } from "./read-embeds.ts";

const config = z.object({
  name: z.string(),
  handle: z.string(),
  application_url: z.url(),
  access_scopes: z.object({ scopes: z.string().default(""), optional_scopes: z.array(z.string()).default([]) }),
});

/** The app as its own `shopify.app.toml` and extensions declare it: what Shopify would have been given. */
export function readApp(
  projectDir: string,
  keys: { apiKey: string; apiSecret: string },
  origin: () => string,
): AdminApp {
  const toml = config.parse(parse(readFileSync(join(projectDir, "shopify.app.toml"), "utf8")));
  return {
    ...keys,
    origin,
    name: toml.name,
    handle: toml.handle,
    homePath: new URL(toml.application_url).pathname,
    requiredScopes: toml.access_scopes.scopes
      .split(",")
      .map((scope) => scope.trim())
      .filter(Boolean),
    optionalScopes: toml.access_scopes.optional_scopes,
    embeds: readEmbeds(join(projectDir, "extensions")),
  };
}
