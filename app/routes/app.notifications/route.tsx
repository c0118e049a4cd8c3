import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormSaveBar } from "#app/components/form-save-bar.tsx";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { changeNotifications, loadNotifications } from "./notifications.server.ts";
import type { NotificationsForm } from "./notifications-model.ts";
import { isSameForm, settleChanges } from "./notifications-model.ts";
import { NotificationsScreen } from "./notifications-screen.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadNotifications(container, shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticate(request);
  return changeNotifications(container, { shop, userId }, request);
}

// An address is confirmed in a mailbox, not here: as long as one is asked, the page looks again.
const lookAgainMs = 5_000;

export default function Notifications() {
  const model = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const { revalidate } = useRevalidator();
  const fetcher = useFetcher<typeof action>({ key: "notifications" });
  const [changes, setChanges] = useState<Partial<NotificationsForm>>({});
  const form = { ...model.form, ...changes };
  /** the form of the newest save */
  const sent = useRef<Partial<NotificationsForm>>({});
  const busy = fetcher.state !== "idle";
  const answer = (!busy && fetcher.data) || null;
  const asked = model.recipients.some(({ state }) => state === "asked");

  useEffect(() => {
    if (!answer || answer.done === "failed") return;
    if (answer.done === "saved") setChanges((now) => settleChanges(now, sent.current));
    bridge.toast.show(t(`notifications.toasts.${answer.done}`));
  }, [answer, bridge, t]);

  useEffect(() => {
    if (!asked) return;
    const timer = setInterval(revalidate, lookAgainMs);
    return () => clearInterval(timer);
  }, [asked, revalidate]);

  const submit = (intent: string, fields: Record<string, string> = {}) =>
    fetcher.submit({ ...fields, intent }, { method: "post" });
  const save = () => {
    sent.current = form;
    submit("save", Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)])));
  };

  return (
    <>
      <FormSaveBar
        id="notifications"
        dirty={!isSameForm(form, model.form)}
        saving={busy}
        onSave={save}
        onDiscard={() => setChanges({})}
      />
      <NotificationsScreen
        model={model}
        form={form}
        answer={answer}
        busy={busy}
        onChange={(patch) => setChanges((old) => ({ ...old, ...patch }))}
        onAdd={(address) => submit("add", { address })}
        onRemove={(id) => submit("remove", { id })}
        onTest={() => submit("test")}
      />
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
