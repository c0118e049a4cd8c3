import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useMemo } from "react";
import { paceOfRuns, useProgress, useSamples } from "#app/components/use-progress.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { savePreference } from "#app/store/shops.server.ts";
import { loadHome } from "./home.server.ts";
import { HomeScreen } from "./home-screen.tsx";
import { useEmbedStatus } from "./use-embed-status.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadHome(container, shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  const form = await request.formData();
  if (form.get("intent") === "dismiss-guide") await savePreference(container.db, shop, "guideDismissed", true);
  return { ok: true };
}

export default function Home() {
  const model = useLoaderData<typeof loader>();
  const dismiss = useFetcher<typeof action>({ key: "dismiss-guide" });
  const embed = useEmbedStatus("tracking");
  const first = useMemo(() => ({ connected: model.connection !== null, objects: model.objects }), [model]);
  const progress = useProgress(first, paceOfRuns);
  const run = Object.values(progress.objects).find((object) => object.run?.status === "running")?.run;
  const samples = useSamples(run?.id, run?.processed ?? 0);
  return (
    <HomeScreen
      model={{
        ...model,
        objects: progress.objects,
        guideDismissed: model.guideDismissed || dismiss.formData !== undefined,
      }}
      embed={embed}
      samples={samples}
      onDismissGuide={() => dismiss.submit({ intent: "dismiss-guide" }, { method: "post", action: "/app?index" })}
    />
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
