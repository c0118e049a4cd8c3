import type { AppProviderProps } from "@shopify/polaris";
import type { i18n as I18n, ResourceLanguage } from "i18next";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/** The languages that the screens speak completely; English is the source and the fallback. */
const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** What a language's screens are written with. */
export interface Words {
  /** Tandem's own texts by key */
  readonly app: ResourceLanguage;
  /** those of Polaris' components */
  readonly polaris: AppProviderProps["i18n"];
}

/** @returns the language of a locale tag such as `de-AT`, English when we do not speak it. */
export function languageOf(locale: string): Language {
  const language = locale.toLowerCase().split("-")[0];
  return languages.find((known) => known === language) ?? "en";
}

/**
 * The locale a page is asked for: the admin's `locale` parameter, else the shop's, else the browser's first choice.
 * Unreadable tags count as absent, because a tag that Intl refuses would break every number on the page.
 */
export function resolveLocale(request: Request, shopLocale?: string | null): string {
  const asked = new URL(request.url).searchParams.get("locale");
  const browser = request.headers.get("accept-language")?.split(",")[0]?.split(";")[0]?.trim();
  return [asked, shopLocale, browser].find(isLocale) ?? "en";
}

function isLocale(tag: string | null | undefined): tag is string {
  if (!tag || tag === "*") return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * A translator of its own, so that requests in two languages do not disturb each other on the server. There is no second language to fall
 * back to: each says everything.
 */
export function createI18n(language: Language, { app }: Words): I18n {
  const instance = i18next.createInstance();
  instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: app } },
    // React escapes what it prints.
    interpolation: { escapeValue: false },
    initAsync: false,
    // A page keeps its language and words: no component needs to listen for others.
    react: { bindI18n: "", bindI18nStore: "" },
  });
  return instance;
}
