import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { FormSaveBar } from "#app/components/form-save-bar.tsx";
import { paceOfRuns, useProgress, useSamples } from "#app/components/use-progress.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { changeCustomers, loadCustomers } from "./customers.server.ts";
import { CustomersScreen } from "./customers-screen.tsx";
import type { SyncForm } from "./sync-form.ts";
import { isSameForm, toFields } from "./sync-form.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadCustomers(container, shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticate(request);
  return changeCustomers(container, { shop, userId }, await request.formData());
}

export default function Customers() {
  const model = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const fetcher = useFetcher<typeof action>({ key: "sync-customers" });
  const [changes, setChanges] = useState<Partial<SyncForm>>({});
  const [asking, setAsking] = useState<"resync" | "pause" | null>(null);
  const form = { ...model.form, ...changes };
  const dirty = !isSameForm(form, model.form);
  const busy = fetcher.state !== "idle";
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  const progress = useProgress(model.progress, paceOfRuns);
  const run = progress.objects["customers"]?.run;
  const samples = useSamples(run?.id, run?.processed ?? 0);

  useEffect(() => {
    if (!answer?.ok) return;
    setChanges({});
    bridge.toast.show(t(`sync.toast.${answer.done}`));
  }, [answer, bridge, t]);

  const submit = (intent: string, fields: Record<string, string> = {}) =>
    fetcher.submit({ ...fields, intent }, { method: "post" });

  return (
    <>
      <FormSaveBar
        id="sync-customers"
        dirty={dirty}
        saving={busy}
        onSave={() => submit("save", toFields(form))}
        onDiscard={() => setChanges({})}
      />
      <CustomersScreen
        model={{ ...model, progress }}
        form={form}
        samples={samples}
        wrong={answer && !answer.ok ? answer.fields : []}
        failure={answer && !answer.ok ? answer.code : null}
        busy={busy}
        onChange={(patch) => setChanges((old) => ({ ...old, ...patch }))}
        onResync={() => setAsking("resync")}
        onPause={() => setAsking("pause")}
      />
      {(["resync", "pause"] as const).map((intent) => (
        <ConfirmModal
          key={intent}
          id={`confirm-${intent}`}
          open={asking === intent}
          title={t(`sync.${intent}.title`)}
          confirm={t(`sync.${intent}.action`)}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            submit(intent);
          }}
        >
          <Text as="p">{t(`sync.${intent}.text`)}</Text>
        </ConfirmModal>
      ))}
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
