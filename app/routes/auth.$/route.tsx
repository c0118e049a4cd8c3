import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { container } from "#app/container.server.ts";

/**
 * Shopify's library answers its own paths here: the bounce page that fetches an id token, and leaving the frame. Its login page would
 * ask for a shop's domain, which an app must never do; who is sent there gets the page that says where to find the app.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  if (new URL(request.url).pathname === "/auth/login") throw redirect("/");
  await container.shopify.authenticate.admin(request);
  return null;
}
