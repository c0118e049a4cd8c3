import type { ActionFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectParam } from "#app/routes/app/read-object-key.ts";
import { previewForm } from "./preview-form.server.ts";

/** What an unsaved form would make of real records, as JSON. They are people's: nobody keeps them on the way. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  const where = { shop, object: readObjectParam(params) };
  const answer = await previewForm(container, where, await request.formData());
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}
