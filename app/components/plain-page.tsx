import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import dePolaris from "@shopify/polaris/locales/de.json" with { type: "json" };
import enPolaris from "@shopify/polaris/locales/en.json" with { type: "json" };
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { useMemo } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import type { Language } from "#app/i18n.ts";
import { createI18n } from "#app/i18n.ts";

interface Props {
  language: Language;
  /** keys of the texts */
  title: string;
  text: string;
  action?: { text: string; url: string };
}

/** A page outside of the admin: HubSpot's authorisation ends on one. Looks like Shopify, without App Bridge. */
export function PlainPage({ language, ...rest }: Props) {
  const i18n = useMemo(() => createI18n(language), [language]);
  return (
    <AppProvider apiKey="" isEmbeddedApp={false} i18n={language === "de" ? dePolaris : enPolaris}>
      <I18nextProvider i18n={i18n}>
        <Content {...rest} />
      </I18nextProvider>
    </AppProvider>
  );
}

function Content({ title, text, action }: Omit<Props, "language">) {
  const { t } = useTranslation();
  return (
    <main className="plain-page">
      <Card padding="600">
        <BlockStack gap="400">
          <Text as="h1" variant="headingLg">
            {t(title)}
          </Text>
          <Text as="p">{t(text)}</Text>
          {action ? (
            <InlineStack>
              <Button variant="primary" url={action.url} external target="_self">
                {t(action.text)}
              </Button>
            </InlineStack>
          ) : null}
        </BlockStack>
      </Card>
    </main>
  );
}
