import type { ActionFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectParam } from "#app/routes/app/read-object-key.ts";
import { makeProperty } from "./make-property.server.ts";

/** Makes a HubSpot property for a field of the shop, as JSON. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  const where = { shop, object: readObjectParam(params) };
  return Response.json(await makeProperty(container, where, await request.formData()));
}
