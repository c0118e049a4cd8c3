import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { withB2b } from "#app/components/obstacle.ts";
import { useB2b } from "#app/components/use-b2b.ts";
import { paceOfRuns, useProgress } from "#app/components/use-progress.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { loadSyncs } from "./syncs.server.ts";
import { SyncsScreen } from "./syncs-screen.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadSyncs(container, shop);
}

export default function Syncs() {
  const model = useLoaderData<typeof loader>();
  const progress = useProgress(model.progress, paceOfRuns);
  const b2b = useB2b(model.connection !== "none");
  const rows = model.rows.map((row) =>
    row.object === "companies" ? { ...row, obstacles: withB2b(row.obstacles, b2b) } : row,
  );
  return <SyncsScreen model={{ ...model, rows, progress }} />;
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
