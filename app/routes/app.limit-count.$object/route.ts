import type { ActionFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { findObjectKey } from "#app/routes/app/read-object-key.ts";
import { answerCount } from "./limit-count.server.ts";

/** Counts what a limit lets in, a line of JSON after each batch, until it is done or nobody listens any more. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  const object = findObjectKey(params["object"]);
  if (!object) return new Response(null, { status: 404 });
  return answerCount(container, { shop, object, data: await request.formData(), signal: context.closed });
}
