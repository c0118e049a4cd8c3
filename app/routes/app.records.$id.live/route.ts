import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectKey } from "#app/routes/app/read-object-key.ts";
import { explainRecord } from "#app/services/explain-record.ts";

/** Both sides of a record, asked of the vendors once its page is there. Values are shown and not kept: no cache either. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const object = readObjectKey(new URL(request.url).searchParams.get("object"));
  const answer = await explainRecord(container, { shop, object, outcomeId: params["id"] ?? "" });
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}
