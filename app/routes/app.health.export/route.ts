import type { LoaderFunctionArgs } from "@remix-run/node";
import { container } from "#app/container.server.ts";
import { languageOf, resolveLocale } from "#app/i18n.ts";
import { streamText } from "#app/lib/stream-text.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { findObjectKey } from "#app/routes/app/read-object-key.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import { createTranslator } from "#app/words/all.ts";
import { exportTroubled } from "./export.server.ts";

/** The records of the health screen as a CSV file, fetched by it and streamed: nobody keeps it on the way. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const query = new URL(request.url).searchParams;
  const connection = await activeConnection(container.db, shop);
  if (!connection) throw new Response(null, { status: 404 });
  const { t } = createTranslator(languageOf(resolveLocale(request, (await findShop(container.db, shop))?.locale)));
  const lines = exportTroubled(container, connection, {
    status: query.get("status") === "excluded" ? "excluded" : "failing",
    ...{ object: findObjectKey(query.get("object")), reason: query.get("reason"), t },
  });
  return new Response(streamText(lines), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="tandem-health.csv"',
      "Cache-Control": "no-store",
    },
  });
}
