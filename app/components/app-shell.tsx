import { AppProvider } from "@shopify/shopify-app-remix/react";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { I18nextProvider } from "react-i18next";
import type { Language } from "#app/i18n.ts";
import { createI18n } from "#app/i18n.ts";
import type { FormatSettings } from "./format.tsx";
import { FormatProvider } from "./format.tsx";
import { wordsOf } from "./words.ts";

interface Props {
  apiKey: string;
  language: Language;
  format: FormatSettings;
  children: ReactNode;
}

/** Polaris, the words and the formats. App Bridge's script stands first in the document's head, where Shopify wants it. */
export function AppShell({ apiKey, language, format, children }: Props) {
  const words = wordsOf(language);
  const i18n = useMemo(() => createI18n(language, words), [language, words]);
  return (
    <AppProvider apiKey={apiKey} isEmbeddedApp={false} i18n={words.polaris}>
      <I18nextProvider i18n={i18n}>
        <FormatProvider settings={format}>{children}</FormatProvider>
      </I18nextProvider>
    </AppProvider>
  );
}
