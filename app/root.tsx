import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, Links, Outlet, Scripts, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { CSSProperties, ReactNode } from "react";
import { pageStyles } from "#app/components/page-styles.ts";
import { PlainPage } from "#app/components/plain-page.tsx";
import { usePageLanguage } from "#app/components/use-page-language.ts";
import { usePageTitle } from "#app/components/use-page-title.ts";
import { container } from "#app/container.server.ts";
import { languageOf, resolveLocale } from "#app/i18n.ts";

const appBridge = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

export const links = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }, ...pageStyles()];

/** Pages that Shopify embeds get App Bridge; HubSpot's authorisation pages open outside of the admin, where it must not run. */
export function loader({ request }: LoaderFunctionArgs) {
  const path = new URL(request.url).pathname;
  return {
    apiKey: container.env.SHOPIFY_API_KEY,
    embedded: path.startsWith("/app"),
    language: languageOf(resolveLocale(request)),
  };
}

// The admin names the locale only on the first page; later navigations keep what it said.
export const shouldRevalidate = () => false;

// What Polaris sets once a browser has taken over the page. Where it is there before, the page's styles are not worked out anew.
const polarisRoot = {
  className: "p-theme-light",
  style: { "--pc-app-provider-scrollbar-width": "0px" } as CSSProperties,
};
const polarisBody = { backgroundColor: "var(--p-color-bg)", color: "var(--p-color-text)" };

const pageEnd = "page-end";
// A browser that paints while it still reads the page shows half of it, which then jumps: it waits for the end, where it knows how.
const wholePage = { rel: "expect", href: `#${pageEnd}`, blocking: "render" };

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const language = usePageLanguage();
  return (
    <html lang={language} {...polarisRoot}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {data?.embedded === false ? null : <meta name="shopify-api-key" content={data?.apiKey} />}
        {data?.embedded === false ? null : <script src={appBridge} />}
        <link {...wholePage} />
        <title>{usePageTitle(language)}</title>
        <Links />
      </head>
      <body style={polarisBody}>
        {children}
        <div id={pageEnd} hidden />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** Catches what pages outside of the admin could not show; those inside have their own. */
export function ErrorBoundary() {
  const language = usePageLanguage();
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  const [title, text] = missing
    ? ["page_error.not_found.title", "outside.landing.text"]
    : ["page_error.failed.title", "page_error.failed.text"];
  return <PlainPage language={language} title={title} text={text} />;
}
