import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectKey } from "#app/routes/app/read-object-key.ts";
import { findMissingOptions } from "#app/services/create-missing-options.ts";

/** The options that dropdowns lack, asked of both vendors once the screen is there. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const object = readObjectKey(new URL(request.url).searchParams.get("object"));
  return Response.json(await findMissingOptions(container, { shop, object }));
}
