import { useFetcher, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { downloadFile } from "#app/components/download-file.ts";
import type { ConnectionChange } from "./connection-model.ts";

/** What the connection screen's buttons do, and what came of the last one. */
export function useConnectionActions() {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<ConnectionChange>({ key: "connection" });
  const [made, setMade] = useState<{ link: string; expiresAt: string } | null>(null);
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;

  useEffect(() => {
    if (answer?.done === "invited") setMade({ link: answer.link, expiresAt: answer.expiresAt });
    else if (answer && answer.done !== "failed") {
      setMade(null);
      bridge.toast.show(t(`connection.toasts.${answer.done}`));
    }
  }, [answer, bridge, t]);

  const submit = (fields: Record<string, string>) => fetcher.submit(fields, { method: "post" });
  const fail = (key: string) => () => bridge.toast.show(t(key), { isError: true });
  return {
    busy: fetcher.state !== "idle",
    made,
    failure: answer?.done === "failed" ? answer.code : null,
    onDisconnect: () => submit({ intent: "disconnect" }),
    onDisconnectStore: (store: string) => submit({ intent: "disconnect_store", store }),
    onInvite: () => submit({ intent: "invite" }),
    onRevoke: (id: string) => submit({ intent: "revoke", id }),
    onLook: (link: string) => navigate(`/app/invitation?${new URLSearchParams({ token: link })}`),
    onCopy: (link: string) =>
      void navigator.clipboard
        .writeText(link)
        .then(() => bridge.toast.show(t("connection.invite.copied")), fail("connection.invite.copy_failed")),
    onDownload: (id: string) =>
      void downloadFile(`/app/privacy/${id}`, `tandem-data-request-${id}.json`).catch(fail("privacy.download_failed")),
  };
}
