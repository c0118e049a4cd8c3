import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectParam } from "#app/routes/app/read-object-key.ts";
import { listLimitMetafields } from "#app/services/limits/list-limit-metafields.ts";

/** The metafields that a limit can name, as JSON: asked for by a page that stands already, for no first load waits for a vendor. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return Response.json(await listLimitMetafields(container, { shop, object: readObjectParam(params) }));
}
