import type { ActionFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { searchNames } from "./names.server.ts";

/** A POST, so that a name stands in no address bar, history or log. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  const found = await searchNames(container, shop, await request.formData());
  return Response.json(found, { headers: { "Cache-Control": "no-store" } });
}
