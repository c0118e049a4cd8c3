import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate, useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { downloadFile } from "#app/components/download-file.ts";
import { useAskForScopes } from "#app/components/use-ask-for-scopes.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import type { MissingOptions } from "#app/services/create-missing-options.ts";
import { act } from "./act.server.ts";
import { loadHealth } from "./health.server.ts";
import type { HealthAnswer } from "./health-model.ts";
import { withGranted } from "./health-model.ts";
import { HealthScreen } from "./health-screen.tsx";
import { OptionsCard } from "./options-card.tsx";
import type { RowHandlers } from "./trouble-table.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadHealth(container, shop, new URL(request.url).searchParams);
}

/** A search is a POST as well, so that an e-mail address stands in no address bar, history or log. */
export async function action({ request }: ActionFunctionArgs) {
  const who = await authenticate(request);
  return act(container, who, await request.formData());
}

export default function Health() {
  const { granted, ask } = useAskForScopes();
  const model = withGranted(useLoaderData<typeof loader>(), granted);
  const { t, i18n } = useTranslation();
  const bridge = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<HealthAnswer>({ key: "health" });
  const search = useFetcher<HealthAnswer>({ key: "health-search" });
  const [searched, setSearched] = useState<string | null>(null);
  const [asked, setAsked] = useState(0);
  const { chosen, object } = model;
  const busy = fetcher.state !== "idle";
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  const failure = answer && !answer.ok ? answer.code : null;
  const ofOptions = chosen?.group.reason === "option_missing" ? chosen.group.object : null;
  const missing = useMissingOptions(ofOptions);
  useRevalidateWhile(model.retrying > 0);
  const find = (q: string) =>
    search.submit({ intent: "search", q, object: object ?? "" }, { method: "post", action: "/app/health?index" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found is looked at again once something was done to it
  useEffect(() => {
    if (searched !== null && (answer?.ok || model.retrying === 0)) find(searched);
  }, [answer, model.retrying]);

  useEffect(() => {
    if (!answer?.ok) return;
    if (answer.done === "retrying") setAsked(answer.count);
    bridge.toast.show(t(`health.done.${answer.done}`, { count: answer.count }));
  }, [answer, bridge, t]);

  const { submit: send } = fetcher;
  const submit = useCallback(
    (fields: Record<string, string>) => send(fields, { method: "post", action: "/app/health?index" }),
    [send],
  );
  const actOn = useCallback<RowHandlers["onAct"]>((intent, { object, id }) => submit({ intent, object, id }), [submit]);
  const download = async () => {
    const query = {
      status: model.tab,
      ...(object ? { object } : {}),
      ...(chosen ? { reason: chosen.group.reason } : {}),
    };
    try {
      await downloadFile(
        `/app/health/export?${new URLSearchParams({ ...query, locale: i18n.language })}`,
        "tandem-health.csv",
      );
    } catch {
      bridge.toast.show(t("health.export.failed"), { isError: true });
    }
  };
  return (
    <HealthScreen
      model={model}
      found={searched !== null && search.data?.ok && search.data.done === "found" ? search.data.rows : null}
      searching={search.state !== "idle"}
      asked={asked}
      failure={ofOptions ? null : failure}
      busy={busy}
      canSync={model.connection === "connected"}
      options={
        ofOptions ? (
          <OptionsCard
            object={ofOptions}
            missing={missing}
            busy={busy}
            failure={failure}
            onCreate={() => submit({ intent: "options", object: ofOptions })}
          />
        ) : null
      }
      onSearch={(q) => {
        setSearched(q);
        find(q);
      }}
      onClear={() => setSearched(null)}
      onGo={(url) => {
        setSearched(null);
        navigate(url);
      }}
      onExport={() => void download()}
      onRetryGroup={(group) =>
        submit({ intent: "retry_group", object: group.object, status: group.status, reason: group.reason })
      }
      onAct={actOn}
      onAskForScopes={(scopes) => void ask(scopes)}
    />
  );
}

/** Asked once the screen is there, for it takes both vendors. @returns null while it is asked for */
function useMissingOptions(object: string | null): MissingOptions | null {
  const { load, data } = useFetcher<MissingOptions>({ key: `missing-options-${object}` });
  useEffect(() => {
    if (object) load(`/app/health/options?object=${object}`);
  }, [object, load]);
  return data ?? null;
}

const askEveryMs = 1500;

/** Reads the screen again while records are tried, so that those which sync now go from it. */
function useRevalidateWhile(waiting: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") revalidate();
    }, askEveryMs);
    return () => clearInterval(timer);
  }, [waiting, revalidate]);
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
