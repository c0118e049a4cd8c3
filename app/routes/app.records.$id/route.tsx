import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { redirect, replace } from "@remix-run/node";
import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { orUnanswered } from "#app/components/or-unanswered.ts";
import { useAnswer } from "#app/components/use-answer.ts";
import { usePoll } from "#app/components/use-poll.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { readObjectKey } from "#app/routes/app/read-object-key.ts";
import type { ExplainedRecord } from "#app/services/explain-record.ts";
import { actOnRecord } from "./act.server.ts";
import type { CandidateModel, CandidatesModel } from "./match-model.ts";
import { loadRecord } from "./record.server.ts";
import { addressOf, hubspotIdIn } from "./record-address.ts";
import { RecordScreen } from "./record-screen.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const url = new URL(request.url);
  const named = nameOf({ request, params });
  const record = await loadRecord(container, { shop, ...named, hubspotId: hubspotIdIn(url) });
  if (!record) throw new Response(null, { status: 404 });
  const address = addressOf(record, url);
  // A row that is no more is nothing to go back to.
  if (address) throw record.id === named.id ? redirect(address) : replace(address);
  return record;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const who = await authenticate(request);
  return { result: await actOnRecord(container, { ...who, ...nameOf({ request, params }) }, await request.formData()) };
}

const unanswered = { result: "unanswered" };
export const clientAction = orUnanswered<Awaited<ReturnType<typeof action>>>(unanswered);

/** Who was not heard is not asked for the page either. */
export function shouldRevalidate({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionResult === unanswered ? false : defaultShouldRevalidate;
}

function nameOf({ request, params }: Pick<LoaderFunctionArgs, "request" | "params">) {
  return { object: readObjectKey(new URL(request.url).searchParams.get("object")), id: params["id"] ?? "" };
}

const confirmed = ["recreate", "exclude", "unlink", "choose"] as const;
type Asking = { readonly intent: (typeof confirmed)[number]; readonly candidate?: CandidateModel };

export default function Record() {
  const model = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const fetcher = useFetcher<typeof action>({ key: `sync-record-${model.id}` });
  const [asking, setAsking] = useState<Asking | null>(null);
  const result = fetcher.state === "idle" ? fetcher.data?.result : undefined;
  const [settledBefore, setSettledBefore] = useState(model.settledAt);
  const waiting = useSettledAfter(result === "marked" ? fetcher.data : undefined, settledBefore, model.settledAt);
  // What the vendors say is asked for once the page is there, and again when the record has settled; what the page reads meanwhile is ours.
  const partOf = (part: string) => `/app/records/${model.id}/${part}?object=${model.object}`;
  const live = useAnswer<ExplainedRecord>(partOf("live"), model.settledAt);
  const isAmbiguous = model.reason === "ambiguous_match";
  const candidates = useAnswer<CandidatesModel>(isAmbiguous ? partOf("candidates") : null, model.settledAt);

  const { reload } = candidates;
  useEffect(() => {
    if (!result) return;
    const failed = result !== "marked";
    bridge.toast.show(t([`record.toast.${result}`, "record.toast.failed"]), failed ? { isError: true } : {});
    // What could not be chosen may be gone: the list shows what fits now.
    if (failed) reload();
  }, [result, reload, bridge, t]);

  const submit = (intent: string, more: { [name: string]: string } = {}) => {
    setSettledBefore(model.settledAt);
    fetcher.submit({ intent, ...more }, { method: "post" });
  };
  return (
    <>
      <RecordScreen
        model={model}
        syncing={fetcher.state !== "idle" || waiting}
        failure={result && result !== "marked" ? result : null}
        live={live.data}
        reading={live.reading}
        candidates={candidates.data}
        onReload={live.reload}
        onSync={() => submit("retry")}
        onAsk={(intent) => setAsking({ intent })}
        onInclude={() => submit("include")}
        onChoose={(candidate) => setAsking({ intent: "choose", candidate })}
      />
      {confirmed.map((intent) => (
        <ConfirmModal
          key={intent}
          id={`confirm-${intent}`}
          open={asking?.intent === intent}
          title={t(`record.${intent}.title`)}
          confirm={t(`record.${intent}.action`)}
          destructive={intent === "unlink"}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            submit(intent, asking?.candidate ? { candidateId: asking.candidate.id } : {});
          }}
        >
          <Text as="p">
            {t(`record.${intent}.text`, { name: asking?.candidate?.title ?? asking?.candidate?.id ?? "" })}
          </Text>
        </ConfirmModal>
      ))}
    </>
  );
}

const askEveryMs = 1000;
const giveUpMs = 20_000;

/**
 * Reads the record again until it has settled anew after a mark: by the answer to the button it may have already, so the time from before
 * the press counts. @returns whether it still waits; it stops asking after 20 seconds.
 */
function useSettledAfter(mark: unknown, settledBefore: string, settledAt: string): boolean {
  const [before, setBefore] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new mark starts the wait
  useEffect(() => {
    if (mark) setBefore(settledBefore);
  }, [mark]);
  const waiting = before !== null && before === settledAt;
  usePoll(waiting, askEveryMs);
  useEffect(() => {
    if (!waiting) return;
    const end = setTimeout(() => setBefore(null), giveUpMs);
    return () => clearTimeout(end);
  }, [waiting]);
  return waiting;
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
