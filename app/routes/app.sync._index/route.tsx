import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { withB2b } from "#app/components/obstacle.ts";
import { useB2b } from "#app/components/use-b2b.ts";
import { paceOfRuns, useProgress } from "#app/components/use-progress.ts";
import { useRefresh } from "#app/components/use-refresh.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { ConfirmSync } from "./confirm-sync.tsx";
import { changeSyncs, loadSyncs } from "./syncs.server.ts";
import type { SyncIntent, SyncRow } from "./syncs-model.ts";
import { SyncsScreen } from "./syncs-screen.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadSyncs(container, shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const who = await authenticate(request);
  return changeSyncs(container, who, await request.formData());
}

interface Asked {
  readonly object: SyncRow["object"];
  readonly intent: "turn_off" | "delete";
}

export default function Syncs() {
  const model = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const fetcher = useFetcher<typeof action>({ key: "syncs" });
  const [asked, setAsked] = useState<Asked | null>(null);
  const progress = useProgress(model.progress, paceOfRuns);
  useRefresh(model.progress, progress);
  const b2b = useB2b(model.connection !== "none");
  const rows = model.rows.map((row) =>
    row.object === "companies" ? { ...row, obstacles: withB2b(row.obstacles, b2b) } : row,
  );
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  useEffect(() => {
    if (answer?.ok) bridge.toast.show(t(`syncs.answers.${answer.code}`, { count: answer.count }));
  }, [answer, bridge, t]);

  const send = (fields: [string, string][]) =>
    fetcher.submit(new URLSearchParams(fields), { method: "post", action: "/app/sync?index" });
  const submit = (intent: SyncIntent, object: string, word = "") =>
    send([
      ["intent", intent],
      ["object", object],
      ["word", word],
    ]);
  return (
    <>
      <SyncsScreen
        model={{ ...model, rows, progress }}
        busy={fetcher.state === "idle" ? null : (fetcher.formData?.get("object")?.toString() ?? "start")}
        failure={answer && !answer.ok ? answer : null}
        onDo={(intent, object) =>
          intent === "turn_off" || intent === "delete" ? setAsked({ intent, object }) : submit(intent, object)
        }
        onStart={(objects) => send([["intent", "start"], ...objects.map((key): [string, string] => ["objects", key])])}
      />
      {(["turn_off", "delete"] as const).map((intent) => (
        <ConfirmSync
          key={`${intent}-${asked?.object ?? "none"}`}
          intent={intent}
          object={asked?.object ?? "customers"}
          open={asked?.intent === intent}
          onClose={() => setAsked(null)}
          onConfirm={(word) => {
            if (asked) submit(intent, asked.object, word);
            setAsked(null);
          }}
        />
      ))}
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
