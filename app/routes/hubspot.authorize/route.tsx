import type { LoaderFunctionArgs } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PlainPage } from "#app/components/plain-page.tsx";
import { container } from "#app/container.server.ts";
import { languageOf, resolveLocale } from "#app/i18n.ts";
import { readCookie } from "#app/lib/read-cookie.ts";
import { browserCookie, startAuthorization } from "#app/services/connect-hubspot.ts";

/** Opened in a tab of its own from the app's link, whose ticket says which shop asks: on to HubSpot's consent page. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ticket = new URL(request.url).searchParams.get("ticket") ?? "";
  const started = await startAuthorization(container, { ticket, browser: readCookie(request, browserCookie) });
  if (started.kind === "redirect") throw redirect(started.url, { headers: { "Set-Cookie": started.setCookie } });
  return data({ language: languageOf(resolveLocale(request)) }, { status: 400 });
}

export default function Authorize() {
  const { language } = useLoaderData<typeof loader>();
  return <PlainPage language={language} title="outside.failed.title" text="outside.failed.expired" />;
}

export { outsideHeaders as headers } from "#app/components/page-headers.ts";
