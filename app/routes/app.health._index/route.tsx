import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { downloadFile } from "#app/components/download-file.ts";
import { orUnanswered } from "#app/components/or-unanswered.ts";
import { useAnswer } from "#app/components/use-answer.ts";
import { useAskForScopes } from "#app/components/use-ask-for-scopes.ts";
import { usePoll } from "#app/components/use-poll.ts";
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

const unanswered: HealthAnswer = { ok: false, code: "unanswered" };
export const clientAction = orUnanswered(unanswered);

/** Who was not heard is not asked for the page either. */
export function shouldRevalidate({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionResult === unanswered ? false : defaultShouldRevalidate;
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
  const failed = [answer, search.state === "idle" ? search.data : undefined].find((one) => one?.ok === false);
  const failure = failed && !failed.ok ? failed.code : null;
  const ofOptions = chosen?.group.reason === "option_missing" ? chosen.group.object : null;
  // Asked once the screen is there, for it takes both vendors; and again after each thing that was done.
  const { data: missing, reload } = useAnswer<MissingOptions>(
    ofOptions ? `/app/health/options?object=${ofOptions}` : null,
    model.retrying > 0 ? "retrying" : "",
  );
  // Records that sync now go from the screen.
  usePoll(model.retrying > 0, askEveryMs);
  const find = (q: string) =>
    search.submit({ intent: "search", q, object: object ?? "" }, { method: "post", action: "/app/health?index" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found is looked at again once something was done to it
  useEffect(() => {
    if (searched !== null && (answer?.ok || model.retrying === 0)) find(searched);
  }, [answer, model.retrying]);

  useEffect(() => {
    if (!answer?.ok) return;
    if (answer.done === "retrying") setAsked(answer.count);
    reload();
    bridge.toast.show(t(`health.done.${answer.done}`, { count: answer.count }));
  }, [answer, reload, bridge, t]);

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

const askEveryMs = 1500;

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
