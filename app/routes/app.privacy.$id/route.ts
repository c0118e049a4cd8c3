import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { loadPrivacyFile } from "./privacy-file.server.ts";

/** The file of a data request, fetched by the connection screen: it names a customer, so nobody keeps it on the way. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const file = await loadPrivacyFile(container, { shop, id: params["id"] ?? "" });
  if (!file) throw new Response(null, { status: 404 });
  return new Response(file.content, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${file.name}"`,
      "Cache-Control": "no-store",
    },
  });
}
