import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import { explainForm } from "./explain-form.ts";
import type { SyncForm } from "./sync-form.ts";
import type { SyncOffers } from "./sync-offers.ts";

/** What the choices on the page mean, in sentences. */
export function ExplainCard({ object, form, offers }: { object: string; form: SyncForm; offers: SyncOffers }) {
  const { t } = useTranslation();
  const values = { ...useNouns(object), days: form.historyDays };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.explain.title")}
        </Text>
        <List>
          {explainForm(form, offers).map((key) => (
            <List.Item key={key}>{t(`sync.explain.${key}`, values)}</List.Item>
          ))}
          {object === "customers" ? null : <List.Item>{t(`sync.explain.about_${object}`)}</List.Item>}
        </List>
      </BlockStack>
    </Card>
  );
}
