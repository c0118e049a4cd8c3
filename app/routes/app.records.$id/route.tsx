import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectKey } from "#app/routes/app/read-object-key.ts";
import { syncRecordNow } from "#app/services/sync-record-now.ts";
import { loadRecord } from "./record.server.ts";
import { RecordScreen } from "./record-screen.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const record = await loadRecord(container, { shop, ...named({ request, params }) });
  if (!record) throw new Response(null, { status: 404 });
  return record;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  const form = await request.formData();
  const forced = form.get("intent") === "recreate" ? "recreate" : "retry";
  const { object, id } = named({ request, params });
  return { result: await syncRecordNow(container, { shop, object, outcomeId: id, forced }) };
}

function named({ request, params }: Pick<LoaderFunctionArgs, "request" | "params">) {
  return { object: readObjectKey(new URL(request.url).searchParams.get("object")), id: params["id"] ?? "" };
}

export default function Record() {
  const model = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const fetcher = useFetcher<typeof action>({ key: `sync-record-${model.id}` });
  const [asking, setAsking] = useState(false);
  const result = fetcher.state === "idle" ? fetcher.data?.result : undefined;
  const waiting = useSettledAfter(result === "marked" ? fetcher.data : undefined, model.settledAt);

  useEffect(() => {
    if (result) bridge.toast.show(t(`record.toast.${result}`), result === "marked" ? {} : { isError: true });
  }, [result, bridge, t]);

  const submit = (intent: string) => fetcher.submit({ intent }, { method: "post" });
  return (
    <>
      <RecordScreen
        model={model}
        syncing={fetcher.state !== "idle" || waiting}
        onSync={() => submit("retry")}
        onRecreate={() => setAsking(true)}
      />
      <ConfirmModal
        id="recreate"
        open={asking}
        title={t("record.recreate.title")}
        confirm={t("record.recreate.action")}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          submit("recreate");
        }}
      >
        <Text as="p">{t("record.recreate.text")}</Text>
      </ConfirmModal>
    </>
  );
}

const askEveryMs = 1000;
const giveUpMs = 20_000;

/** Reads the record again until it has settled anew after a mark. @returns whether it still waits; it stops asking after 20 seconds. */
function useSettledAfter(mark: unknown, settledAt: string): boolean {
  const { revalidate } = useRevalidator();
  const [before, setBefore] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new mark starts the wait, with the time as it stood then
  useEffect(() => {
    if (mark) setBefore(settledAt);
  }, [mark]);
  const waiting = before !== null && before === settledAt;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(revalidate, askEveryMs);
    const end = setTimeout(() => setBefore(null), giveUpMs);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [waiting, revalidate]);
  return waiting;
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
