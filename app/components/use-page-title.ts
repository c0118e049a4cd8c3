import { useMatches } from "@remix-run/react";
import { useMemo } from "react";
import type { Language } from "#app/i18n.ts";
import { createI18n } from "#app/i18n.ts";
import { titleOf } from "./page-title.ts";
import { wordsOf } from "./words.ts";

/** @returns the document's title, for the document stands around what gives screens their words. */
export function usePageTitle(language: Language): string {
  const shown = useMatches().at(-1);
  const i18n = useMemo(() => createI18n(language, wordsOf(language)), [language]);
  return titleOf((key, values) => i18n.t(key, values ?? {}), shown);
}
