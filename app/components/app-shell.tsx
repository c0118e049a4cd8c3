import dePolaris from "@shopify/polaris/locales/de.json" with { type: "json" };
import enPolaris from "@shopify/polaris/locales/en.json" with { type: "json" };
import { AppProvider } from "@shopify/shopify-app-remix/react";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { I18nextProvider } from "react-i18next";
import type { Language } from "#app/i18n.ts";
import { createI18n } from "#app/i18n.ts";
import type { FormatSettings } from "./format.tsx";
import { FormatProvider } from "./format.tsx";

const polaris = { en: enPolaris, de: dePolaris };

interface Props {
  apiKey: string;
  language: Language;
  format: FormatSettings;
  children: ReactNode;
}

/** Polaris, the words and the formats. App Bridge's script stands first in the document's head, where Shopify wants it. */
export function AppShell({ apiKey, language, format, children }: Props) {
  const i18n = useMemo(() => createI18n(language), [language]);
  return (
    <AppProvider apiKey={apiKey} isEmbeddedApp={false} i18n={polaris[language]}>
      <I18nextProvider i18n={i18n}>
        <FormatProvider settings={format}>{children}</FormatProvider>
      </I18nextProvider>
    </AppProvider>
  );
}
