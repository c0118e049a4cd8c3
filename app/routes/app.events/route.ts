import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { streamProgress } from "./event-stream.server.ts";

/** How far the syncs are, told whenever it changes, as server-sent events: for the screens that watch. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return streamProgress(container.progress, { shop, signal: context.closed });
}
