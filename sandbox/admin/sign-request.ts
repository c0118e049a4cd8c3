import { createHmac, randomUUID } from "node:crypto";
import type { AdminApp, AdminShop } from "./admin-shop.ts";

/** The query that the admin adds to an app's address in the frame, `hmac` over all of it included. */
export function signAppQuery(app: AdminApp, shop: AdminShop, locale: string, search: URLSearchParams): URLSearchParams {
  const { domain, handle } = shop.state.shop;
  const query = new URLSearchParams(search);
  const added = {
    embedded: "1",
    shop: domain,
    host: encodeHost(handle),
    locale,
    session: randomUUID().replaceAll("-", ""),
    timestamp: String(Math.floor(Date.now() / 1000)),
    id_token: shop.idToken(),
  };
  for (const [name, value] of Object.entries(added)) query.set(name, value);
  query.delete("hmac");
  query.sort();
  query.set("hmac", createHmac("sha256", app.apiSecret).update(query.toString()).digest("hex"));
  return query;
}

/** The `host` parameter: the admin's real public address, whatever address the stand-in has. */
const encodeHost = (handle: string): string =>
  Buffer.from(`admin.shopify.com/store/${handle}`).toString("base64").replace(/=+$/, "");
