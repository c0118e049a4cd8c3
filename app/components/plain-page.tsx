import { Banner, BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { useMemo } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import type { Language } from "#app/i18n.ts";
import { createI18n } from "#app/i18n.ts";
import { wordsOf } from "./words.ts";

/** What a plain page says, as keys of texts. */
export interface PlainText {
  readonly title: string;
  readonly text: string;
  /** what the texts name */
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly hint?: string | undefined;
  /** what to do, one after another */
  readonly steps?: readonly string[] | undefined;
  /** words of a button that sends the page's address back as a form */
  readonly send?: string | undefined;
  /** each a `title` and a `text` */
  readonly warnings?: readonly string[] | undefined;
}

interface Props extends PlainText {
  language: Language;
  action?: { text: string; url: string };
}

/** A page outside of the admin: HubSpot's authorisation ends on one. Looks like Shopify, without App Bridge. */
export function PlainPage({ language, ...rest }: Props) {
  const words = wordsOf(language);
  const i18n = useMemo(() => createI18n(language, words), [language, words]);
  return (
    <AppProvider apiKey="" isEmbeddedApp={false} i18n={words.polaris}>
      <I18nextProvider i18n={i18n}>
        <PlainContent {...rest} />
      </I18nextProvider>
    </AppProvider>
  );
}

/** The page without its providers. */
export function PlainContent(props: Omit<Props, "language">) {
  const { title, text, values = {}, hint, steps = [], warnings = [], send, action } = props;
  const { t } = useTranslation();
  return (
    <main className="plain-page">
      <Card padding="600">
        <BlockStack gap="400">
          <Text as="h1" variant="headingLg">
            {t(title)}
          </Text>
          <Text as="p">{t(text, values)}</Text>
          {warnings.map((warning) => (
            <Banner key={warning} tone="warning" title={t(`${warning}.title`)}>
              <p>{t(`${warning}.text`)}</p>
            </Banner>
          ))}
          {steps.length > 0 ? (
            <List type="number">
              {steps.map((step) => (
                <List.Item key={step}>{t(step, values)}</List.Item>
              ))}
            </List>
          ) : null}
          {send ? (
            <form method="post">
              <Button variant="primary" submit>
                {t(send)}
              </Button>
            </form>
          ) : null}
          {action ? (
            <InlineStack>
              <Button variant="primary" url={action.url} external target="_self">
                {t(action.text)}
              </Button>
            </InlineStack>
          ) : null}
          {hint ? (
            <Text as="p" tone="subdued">
              {t(hint, values)}
            </Text>
          ) : null}
        </BlockStack>
      </Card>
    </main>
  );
}
