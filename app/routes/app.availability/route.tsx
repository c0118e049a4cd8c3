import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { askB2b } from "#app/services/ask-b2b.ts";

/** What Shopify alone can say, as JSON: asked for by screens that stand already, for no first load waits for a vendor. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return Response.json({ companies: await askB2b(container, shop) });
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
