import { useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestScopes } from "./request-scopes.ts";

/**
 * Asks the merchant for more access to the shop and loads the page anew. Shopify tells the server by a webhook of its own, which may come
 * later than the admin's answer: `granted` is what the admin said, empty before.
 */
export function useAskForScopes() {
  const bridge = useAppBridge();
  const { t } = useTranslation();
  const { revalidate } = useRevalidator();
  const [granted, setGranted] = useState<readonly string[]>([]);
  const ask = async (wanted: readonly string[]): Promise<void> => {
    const answer = await requestScopes(bridge.scopes, wanted);
    if (!answer) {
      bridge.toast.show(t("scopes.not_asked"), { isError: true });
      return;
    }
    setGranted(answer);
    revalidate();
  };
  return { granted, ask };
}
