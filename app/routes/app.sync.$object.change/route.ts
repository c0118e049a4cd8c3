import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectParam } from "#app/routes/app/read-object-key.ts";
import { changeSync, loadSync } from "#app/routes/app.sync.$object/sync.server.ts";
import type { SyncChange } from "#app/routes/app.sync.$object/use-sync-model.ts";

/** What the editor of an object's sync shows, as JSON: read again by one that stands already. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return Response.json(await loadSync(container, { shop, object: readObjectParam(params) }));
}

/** Does what the editor's form asks for. What the editor shows afterwards comes with the answer. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { shop, userId } = await authenticate(request);
  const object = readObjectParam(params);
  const answer = await changeSync(container, { shop, userId, object }, await request.formData());
  return Response.json({ answer, model: await loadSync(container, { shop, object }) } satisfies SyncChange);
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
