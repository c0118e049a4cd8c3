import { useBlocker } from "@remix-run/react";
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  id: string;
  dirty: boolean;
  saving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/**
 * The admin's contextual save bar. While there is something to save it also holds back the app's own links: App Bridge alone does not
 * stop Remix (https://github.com/Shopify/shopify-app-bridge/issues/416). Use one per page, for a router has one blocker.
 */
export function FormSaveBar({ id, dirty, saving, onSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  // A save that is under way may still fail: what it carries is held until nothing is left to save.
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    let current = true;
    // Resolves when the merchant chooses to leave. One who stays leaves it open, and the next attempt asks again.
    Promise.resolve(bridge.saveBar.leaveConfirmation()).then(
      () => current && blocker.proceed(),
      () => current && blocker.reset(),
    );
    return () => {
      current = false;
    };
  }, [blocker, bridge]);
  return (
    <SaveBar id={id} open={dirty}>
      <button type="button" variant="primary" onClick={onSave} {...(saving ? { loading: "" } : {})} disabled={saving}>
        {t("form.save")}
      </button>
      <button type="button" onClick={onDiscard} disabled={saving}>
        {t("form.discard")}
      </button>
    </SaveBar>
  );
}
