import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";

/** Shopify's library answers its own paths here: the bounce page that fetches an id token, and leaving the frame. */
export async function loader({ request }: LoaderFunctionArgs) {
  await container.shopify.authenticate.admin(request);
  return null;
}
