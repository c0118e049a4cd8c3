import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useProgress } from "#app/components/use-progress.ts";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import type { loader as accountLoader } from "../app.account/route.tsx";
import { changeConnection } from "./change-connection.server.ts";
import { loadConnection } from "./connection.server.ts";
import { standingOf } from "./connection-model.ts";
import { ConnectionScreen } from "./connection-screen.tsx";
import { useConnectionActions } from "./use-connection-actions.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticate(request);
  return loadConnection(container, { shop, userId });
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticate(request);
  return changeConnection(container, { shop, userId }, await request.formData());
}

// The ticket in the link lives ten minutes: a page left open gets a new one in time.
const renewTicketMs = 8 * 60_000;

const paceOfConnecting = ({ connected }: { connected: boolean }) => (connected ? 10_000 : 1500);

export default function Connection() {
  const model = useLoaderData<typeof loader>();
  const bridge = useAppBridge();
  const { t } = useTranslation();
  const { revalidate } = useRevalidator();
  const actions = useConnectionActions();
  const account = useFetcher<typeof accountLoader>({ key: "account" });
  const connected = model.connection?.status === "connected";
  const loaded = standingOf({ connected, scopes: model.scopes.granted });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each load has a new list, which says the same
  const first = useMemo(() => ({ connected, scopes: model.scopes.granted, objects: {} }), [loaded]);
  const progress = useProgress(first, paceOfConnecting);
  const standing = standingOf(progress);

  // HubSpot's page is in another tab: this one notices when the merchant has come through, or has allowed more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is loaded answers a change, and is none itself
  useEffect(() => {
    if (standing === loaded) return;
    revalidate();
    if (progress.connected) bridge.toast.show(t("connection.connected_toast"));
  }, [standing, revalidate, bridge, t]);

  useEffect(() => {
    const timer = setInterval(revalidate, renewTicketMs);
    return () => clearInterval(timer);
  }, [revalidate]);

  // HubSpot is asked only once the page stands.
  const { load } = account;
  useEffect(() => {
    if (connected) load("/app/account");
  }, [connected, load]);

  return <ConnectionScreen {...actions} model={model} hubspotUser={account.data?.hubspotUser} />;
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
