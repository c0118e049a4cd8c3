import { useRouteLoaderData } from "@remix-run/react";
import type { Language } from "#app/i18n.ts";

interface Spoken {
  readonly language: Language;
}

/** The language of the document: the shop's where the app knows the shop, else the one that was asked for. */
export function usePageLanguage(): Language {
  const app = useRouteLoaderData<Spoken>("routes/app");
  const root = useRouteLoaderData<Spoken>("root");
  return app?.language ?? root?.language ?? "en";
}
