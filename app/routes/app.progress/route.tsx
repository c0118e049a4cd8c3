import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readProgress } from "#app/services/read-progress.ts";

/** How far the syncs are, as JSON: for the screens that watch, once a second. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return Response.json(await readProgress(container, shop));
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
