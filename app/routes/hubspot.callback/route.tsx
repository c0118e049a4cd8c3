import type { LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PlainPage } from "#app/components/plain-page.tsx";
import { container } from "#app/container.server.ts";
import { languageOf, resolveLocale } from "#app/i18n.ts";
import { readCookie } from "#app/lib/read-cookie.ts";
import { appInAdminUrl } from "#app/routes/app/vendor-urls.server.ts";
import { browserCookie, finishAuthorization } from "#app/services/connect-hubspot.ts";
import { describeResult } from "./callback-page.ts";

/** HubSpot sends the browser back here, with a code or a refusal. Says how it ended and how to go on. */
export async function loader({ request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const result = await finishAuthorization(container, { query, browser: readCookie(request, browserCookie) });
  const language = languageOf(resolveLocale(request));
  const back = "shop" in result ? appInAdminUrl(result.shop, container.env.SHOPIFY_API_KEY) : null;
  return data({ language, back, page: describeResult(result) }, { status: result.kind === "connected" ? 200 : 400 });
}

export default function Callback() {
  const { language, page, back } = useLoaderData<typeof loader>();
  return <PlainPage language={language} {...page} {...(back ? { action: { text: "outside.back", url: back } } : {})} />;
}

export { outsideHeaders as headers } from "#app/components/page-headers.ts";
