import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { authenticate } from "#app/routes/app/authenticate.server.ts";

/** An address inside the app that leads nowhere: the page says so with the menu around it. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate(request);
  throw new Response(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
