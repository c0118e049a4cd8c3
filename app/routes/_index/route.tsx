import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PlainPage } from "#app/components/plain-page.tsx";
import { languageOf, resolveLocale } from "#app/i18n.ts";

/**
 * The application's address. Shopify opens it with the shop in the query, which goes on to the app itself; to anybody else it says where
 * to find the app. It never asks for a shop's domain: https://shopify.dev/docs/apps/launch/shopify-app-store/app-store-requirements 2.3.1.
 */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app${search}`);
  return { language: languageOf(resolveLocale(request)) };
}

export default function Landing() {
  const { language } = useLoaderData<typeof loader>();
  return <PlainPage language={language} title="outside.landing.title" text="outside.landing.text" />;
}

export { outsideHeaders as headers } from "#app/components/page-headers.ts";
