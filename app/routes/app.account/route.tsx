import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { findHubspotUser } from "#app/services/find-hubspot-user.ts";

/** Who authorised the HubSpot account, asked of HubSpot after the connection page has loaded. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return { hubspotUser: await findHubspotUser(container, shop) };
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
