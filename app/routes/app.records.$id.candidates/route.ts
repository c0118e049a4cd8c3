import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectKey } from "#app/routes/app/read-object-key.ts";
import { loadCandidates } from "./candidates.server.ts";

/** The records that fit one which has several matches, asked of the vendor once its page is there. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const object = readObjectKey(new URL(request.url).searchParams.get("object"));
  const answer = await loadCandidates(container, { shop, object, outcomeId: params["id"] ?? "" });
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}
