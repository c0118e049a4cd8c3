import { AppProvider } from "@shopify/polaris";
import type { HTMLElement } from "node-html-parser";
import { parse } from "node-html-parser";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { FormatProvider } from "#app/components/format.tsx";
import type { Language } from "#app/i18n.ts";
import { allWords, createTranslator } from "#app/words/all.ts";

export const renderedAt = Date.parse("2026-11-21T12:00:00Z");

/** A screen as the server sends it, with Polaris, the words of a language and a fixed clock. Throws when a text is missing. */
export function renderScreen(screen: ReactNode, language: Language = "en"): HTMLElement {
  const i18n = createTranslator(language);
  const missing: string[] = [];
  i18n.options.saveMissing = true;
  i18n.on("missingKey", (_languages: readonly string[], _namespace: string, key: string) => missing.push(key));
  const html = renderToString(
    <AppProvider i18n={allWords[language].polaris}>
      <I18nextProvider i18n={i18n}>
        <FormatProvider settings={{ locale: language, timeZone: "America/New_York", now: renderedAt }}>
          {screen}
        </FormatProvider>
      </I18nextProvider>
    </AppProvider>,
  );
  if (missing.length > 0) throw new Error(`texts that are missing: ${missing.join(", ")}`);
  return parse(html);
}

/** The words of a rendered screen, with single spaces. */
export function wordsOf(screen: HTMLElement): string {
  return screen.structuredText.replace(/\s+/g, " ");
}
