import type { LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PlainPage } from "#app/components/plain-page.tsx";
import { container } from "#app/container.server.ts";
import { languageOf, resolveLocale } from "#app/i18n.ts";
import { appInAnyAdminUrl } from "#app/routes/app/vendor-urls.server.ts";
import { readInvitation } from "#app/services/invite/read-invitation.ts";
import { describeInvitation } from "./invitation-page.ts";

/** Where an invitation's link leads first, outside of any admin: it changes nothing, and shows the way into the right store's. */
export async function loader({ request }: LoaderFunctionArgs) {
  const token = (new URL(request.url).searchParams.get("token") ?? "").slice(0, 2048);
  const read = await readInvitation(container, token);
  const path = `/app/invitation?${new URLSearchParams({ token })}`;
  const next = read.kind === "open" ? appInAnyAdminUrl(container.env.SHOPIFY_API_KEY, path) : null;
  const language = languageOf(resolveLocale(request));
  return data({ language, next, page: describeInvitation(read) }, { status: next ? 200 : 410 });
}

export default function Invitation() {
  const { language, page, next } = useLoaderData<typeof loader>();
  const action = next ? { action: { text: "invitation.outside.open", url: next } } : {};
  return <PlainPage language={language} {...page} {...action} />;
}

export { outsideHeaders as headers } from "#app/components/page-headers.ts";
