import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useNavigation, useRouteLoaderData } from "@remix-run/react";
import { NavMenu, useAppBridge } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { AppShell } from "#app/components/app-shell.tsx";
import { PageError } from "#app/components/page-error.tsx";
import { useFocusTitle } from "#app/components/use-focus-title.ts";
import { usePageLanguage } from "#app/components/use-page-language.ts";
import { container } from "#app/container.server.ts";
import { languageOf, resolveLocale } from "#app/i18n.ts";
import { findShop } from "#app/store/shops.server.ts";
import { authenticate } from "./authenticate.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop: domain } = await authenticate(request);
  const shop = await findShop(container.db, domain);
  const locale = resolveLocale(request, shop?.locale);
  return {
    apiKey: container.env.SHOPIFY_API_KEY,
    language: languageOf(locale),
    format: { locale, timeZone: shop?.timeZone ?? "UTC", now: container.clock.now().getTime() },
  };
}

// The admin names the locale only on the first page; later navigations keep what it said.
export const shouldRevalidate = () => false;

export default function App() {
  const data = useLoaderData<typeof loader>();
  useFocusTitle();
  return (
    <AppShell {...data}>
      <Menu />
      <Outlet />
    </AppShell>
  );
}

function Menu() {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const { state } = useNavigation();
  useEffect(() => {
    bridge.loading(state === "loading");
  }, [bridge, state]);
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t("nav.home")}
      </Link>
      <Link to="/app/sync">{t("nav.sync")}</Link>
      <Link to="/app/health">{t("nav.health")}</Link>
      <Link to="/app/records">{t("nav.records")}</Link>
      <Link to="/app/activity">{t("nav.activity")}</Link>
      <Link to="/app/discover">{t("nav.discover")}</Link>
      <Link to="/app/connection">{t("nav.connection")}</Link>
      <Link to="/app/notifications">{t("nav.notifications")}</Link>
    </NavMenu>
  );
}

/** Catches what the layout itself could not load: then there is no shop to take the formats from. */
export function ErrorBoundary() {
  const root = useRouteLoaderData<{ apiKey: string }>("root");
  const language = usePageLanguage();
  return (
    <AppShell apiKey={root?.apiKey ?? ""} language={language} format={{ locale: language, timeZone: "UTC", now: 0 }}>
      <PageError />
    </AppShell>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
