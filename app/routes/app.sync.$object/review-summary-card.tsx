import { Badge, BlockStack, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import { explainForm } from "./explain-form.ts";
import type { SyncForm } from "./sync-form.ts";
import { changedChoices } from "./sync-form.ts";
import type { SyncModel } from "./sync-model.ts";

interface Props {
  object: string;
  model: SyncModel;
  form: SyncForm;
}

/** What the choices on the page mean, in sentences; those that are not saved yet are marked. */
export function ReviewSummaryCard({ object, model, form }: Props) {
  const { t } = useTranslation();
  const values = { ...useNouns(object), days: form.historyDays };
  const saved = new Set(explainForm(model.form, model.offers));
  const isNew = (key: string) =>
    !saved.has(key) || (key === "history_days" && model.form.historyDays !== form.historyDays);
  const changed = changedChoices(model.form, form);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("review.summary.title")}
          </Text>
          {changed.length > 0 ? <Badge tone="attention">{t("review.summary.unsaved")}</Badge> : null}
          {changed.length === 0 && form.enabled ? <Badge tone="success">{t("review.summary.saved")}</Badge> : null}
        </InlineStack>
        <List>
          {explainForm(form, model.offers).map((key) => (
            <List.Item key={key}>
              {t(`sync.explain.${key}`, values)}{" "}
              {isNew(key) ? <Badge tone="attention">{t("review.summary.new")}</Badge> : null}
            </List.Item>
          ))}
          <List.Item>
            {t("review.summary.mappings", { count: form.mappings.length })}{" "}
            {changed.includes("mappings") ? <Badge tone="attention">{t("review.summary.new")}</Badge> : null}
          </List.Item>
        </List>
        {changed.length > 0 ? (
          <Text as="p" tone="subdued">
            {t("review.summary.changed", { choices: changed.map((name) => t(`sync.choices.${name}`)).join(", ") })}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}
