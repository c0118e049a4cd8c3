import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { FormSaveBar } from "#app/components/form-save-bar.tsx";
import { withB2b } from "#app/components/obstacle.ts";
import { useB2b } from "#app/components/use-b2b.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import { paceOfRuns, useProgress, useSamples } from "#app/components/use-progress.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { findObjectKey } from "#app/routes/app/read-object-key.ts";
import { changeSync, loadSync } from "./sync.server.ts";
import type { SyncForm } from "./sync-form.ts";
import { isSameForm, toFields } from "./sync-form.ts";
import { SyncScreen } from "./sync-screen.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadSync(container, { shop, object: named(params) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { shop, userId } = await authenticate(request);
  return changeSync(container, { shop, userId, object: named(params) }, await request.formData());
}

function named(params: LoaderFunctionArgs["params"]) {
  const object = findObjectKey(params["object"]);
  if (!object) throw new Response(null, { status: 404 });
  return object;
}

const allOrders = "read_all_orders";
const confirmed = ["resync", "audit", "pause"] as const;

export default function Sync() {
  const model = useLoaderData<typeof loader>();
  // One page an object: nothing that was chosen for one may show at another.
  return <ObjectSync key={model.object} model={model} />;
}

function ObjectSync({ model }: { model: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const { object } = model;
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const bridge = useAppBridge();
  const fetcher = useFetcher<typeof action>({ key: `sync-${object}` });
  const [changes, setChanges] = useState<Partial<SyncForm>>({});
  const [asking, setAsking] = useState<(typeof confirmed)[number] | null>(null);
  const [granted, setGranted] = useState(false);
  const form = { ...model.form, ...changes };
  const busy = fetcher.state !== "idle";
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  const progress = useProgress(model.progress, paceOfRuns);
  const run = progress.objects[object]?.run;
  const samples = useSamples(run?.id, run?.processed ?? 0);
  const b2b = useB2b(object === "companies" && model.connection !== "none");
  const obstacles = withB2b(model.obstacles, b2b).filter(({ kind }) => !granted || kind !== "recent_orders_only");

  useEffect(() => {
    if (!answer?.ok) return;
    setChanges({});
    bridge.toast.show(t(`sync.toast.${answer.done}`));
  }, [answer, bridge, t]);

  const submit = (intent: string, fields: Record<string, string> = {}) =>
    fetcher.submit({ ...fields, intent }, { method: "post" });
  // Shopify tells the server by a webhook of its own, which may come later than the admin's answer.
  const askForOrders = async () => {
    const { detail } = await bridge.scopes.request([allOrders]);
    setGranted(detail.granted.includes(allOrders));
  };

  return (
    <>
      <FormSaveBar
        id={`sync-${object}`}
        dirty={!isSameForm(form, model.form)}
        saving={busy}
        onSave={() => submit("save", toFields(form))}
        onDiscard={() => setChanges({})}
      />
      <SyncScreen
        model={{ ...model, progress, obstacles }}
        form={form}
        samples={samples}
        wrong={answer && !answer.ok ? answer.fields : []}
        failure={answer && !answer.ok ? answer.code : null}
        busy={busy}
        onChange={(patch) => setChanges((old) => ({ ...old, ...patch }))}
        onAsk={setAsking}
        onAskForOrders={() => void askForOrders()}
      />
      {confirmed.map((intent) => (
        <ConfirmModal
          key={intent}
          id={`confirm-${intent}`}
          open={asking === intent}
          title={t(`sync.${intent}.title`, nouns)}
          confirm={t(`sync.${intent}.action`)}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            submit(intent);
          }}
        >
          <Text as="p">{t(`sync.${intent}.text`, nouns)}</Text>
        </ConfirmModal>
      ))}
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
