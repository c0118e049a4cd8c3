import { useFetcher, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { downloadFile } from "#app/components/download-file.ts";
import type { ConnectionChange, ConnectionFailure, ConnectionIntent, MadeInvitation } from "./connection-model.ts";
import { linkAfter } from "./connection-model.ts";

/** What the connection screen's buttons do, and what came of the last one. */
export function useConnectionActions() {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<ConnectionChange>({ key: "connection" });
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const [asked, setAsked] = useState<ConnectionIntent>("invite");
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;

  useEffect(() => {
    if (!answer) return;
    setMade((now) => linkAfter(now, answer));
    if (answer.done !== "failed" && answer.done !== "invited") bridge.toast.show(t(`connection.toasts.${answer.done}`));
  }, [answer, bridge, t]);

  const submit = (intent: ConnectionIntent, fields: Record<string, string> = {}) => {
    setAsked(intent);
    fetcher.submit({ ...fields, intent }, { method: "post" });
  };
  const failure: ConnectionFailure | null = answer?.done === "failed" ? { intent: asked, code: answer.code } : null;
  const fail = (key: string) => () => bridge.toast.show(t(key), { isError: true });
  return {
    pending: fetcher.state === "idle" ? null : asked,
    made,
    failure,
    onDisconnect: () => submit("disconnect"),
    onDisconnectStore: (store: string) => submit("disconnect_store", { store }),
    onInvite: () => submit("invite"),
    onRevoke: (id: string) => submit("revoke", { id }),
    onLook: (link: string) => navigate(`/app/invitation?${new URLSearchParams({ token: link })}`),
    onCopy: (link: string) =>
      void navigator.clipboard
        .writeText(link)
        .then(() => bridge.toast.show(t("connection.invite.copied")), fail("connection.invite.copy_failed")),
    onDownload: (id: string) =>
      void downloadFile(`/app/privacy/${id}`, `tandem-data-request-${id}.json`).catch(fail("privacy.download_failed")),
  };
}
