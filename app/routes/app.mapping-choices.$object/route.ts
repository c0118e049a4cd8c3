import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectParam } from "#app/routes/app/read-object-key.ts";
import { listMappingChoices } from "#app/services/mappings/list-mapping-choices.ts";

/** What both sides have to be mapped, as JSON: asked for by a page that stands already, for no first load waits for a vendor. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return Response.json(await listMappingChoices(container, { shop, object: readObjectParam(params) }));
}
