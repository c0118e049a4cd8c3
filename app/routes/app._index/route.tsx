import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useMemo } from "react";
import { isUnderWay } from "#app/components/progress.ts";
import { paceOfRuns, useProgress, useSamples } from "#app/components/use-progress.ts";
import { useRefresh } from "#app/components/use-refresh.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { savePreference } from "#app/store/shops.server.ts";
import { loadHome } from "./home.server.ts";
import { HomeScreen } from "./home-screen.tsx";
import { useEmbedStatus } from "./use-embed-status.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return loadHome(container, await authenticate(request));
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  const form = await request.formData();
  const dismissed = guideIntents[String(form.get("intent"))];
  if (dismissed !== undefined) await savePreference(container.db, shop, "guideDismissed", dismissed);
  return { ok: true };
}

const guideIntents: Readonly<Record<string, boolean>> = { "dismiss-guide": true, "show-guide": false };

export default function Home() {
  const model = useLoaderData<typeof loader>();
  const guide = useFetcher<typeof action>({ key: "guide" });
  const asked = guideIntents[String(guide.formData?.get("intent"))];
  const embed = useEmbedStatus("tracking");
  const first = useMemo(() => ({ connected: model.connection !== null, objects: model.objects }), [model]);
  const progress = useProgress(first, paceOfRuns);
  useRefresh(first, progress);
  const run = Object.values(progress.objects).find((object) => isUnderWay(object.run))?.run;
  const samples = useSamples(run?.id, run?.processed ?? 0);
  return (
    <HomeScreen
      model={{
        ...model,
        objects: progress.objects,
        guideDismissed: asked ?? model.guideDismissed,
      }}
      embed={embed}
      samples={samples}
      onGuide={(intent) => guide.submit({ intent }, { method: "post", action: "/app?index" })}
    />
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
