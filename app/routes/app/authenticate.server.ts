import { container } from "#app/container.server.ts";

/**
 * Who asks: the shop, the tenant of everything that follows, and the user of the admin.
 * Throws Shopify's own responses (bounce page, renewal) for a request without a valid id token.
 */
export async function authenticate(request: Request) {
  const { session, sessionToken } = await container.shopify.authenticate.admin(request);
  return { shop: session.shop, userId: sessionToken?.sub ?? "" };
}
