import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { paceOfRuns, useProgress } from "#app/components/use-progress.ts";
import { useRefresh } from "#app/components/use-refresh.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { changeActivity, loadActivity } from "./activity.server.ts";
import type { ActivityQuery } from "./activity-model.ts";
import { toSearch } from "./activity-model.ts";
import { ActivityScreen } from "./activity-screen.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const who = await authenticate(request);
  return loadActivity(container, who, new URL(request.url).searchParams);
}

export async function action({ request }: ActionFunctionArgs) {
  const who = await authenticate(request);
  return changeActivity(container, who, await request.formData());
}

export default function Activity() {
  const model = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<typeof action>({ key: "change-run" });
  const [cancelling, setCancelling] = useState<string | null>(null);
  const progress = useProgress(model.progress, paceOfRuns);
  useRefresh(model.progress, progress);
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  useEffect(() => {
    if (answer) bridge.toast.show(t(`activity.answers.${answer.code}`), { isError: !answer.ok });
  }, [answer, bridge, t]);

  const show = (query: ActivityQuery, after?: string) =>
    navigate(`/app/activity?${toSearch(query, after)}`, { preventScrollReset: after === undefined });
  const change = (intent: string, run: string) => fetcher.submit({ intent, run }, { method: "post" });
  return (
    <>
      <ActivityScreen
        model={{ ...model, progress }}
        busy={fetcher.state !== "idle"}
        onFilter={show}
        onFirst={() => show(model.query)}
        onNext={() => show(model.query, model.next ?? "")}
        onChange={(intent, run) => (intent === "cancel" ? setCancelling(run) : change(intent, run))}
      />
      <ConfirmModal
        id="confirm-cancel"
        open={cancelling !== null}
        destructive
        title={t("activity.cancel.title")}
        confirm={t("activity.cancel.action")}
        onClose={() => setCancelling(null)}
        onConfirm={() => {
          if (cancelling) change("cancel", cancelling);
          setCancelling(null);
        }}
      >
        <Text as="p">{t("activity.cancel.text")}</Text>
      </ConfirmModal>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
