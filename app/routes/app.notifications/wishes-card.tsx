import { BlockStack, Card, Checkbox, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { NotificationsForm } from "./notifications-model.ts";

interface Props {
  form: NotificationsForm;
  /** the threshold is no number that can be taken */
  wrong: boolean;
  onChange: (patch: Partial<NotificationsForm>) => void;
}

const languages = [
  { label: "Deutsch", value: "de" },
  { label: "English", value: "en" },
];

/** What the recipients hear of. */
export function WishesCard({ form, wrong, onChange }: Props) {
  const { t } = useTranslation();
  const box = (name: "broken" | "failing" | "firstSync") => (
    <Checkbox
      label={t(`notifications.wishes.${name}.label`)}
      helpText={t(`notifications.wishes.${name}.help`)}
      checked={form[name]}
      onChange={(checked) => onChange({ [name]: checked })}
    />
  );
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("notifications.wishes.title")}
        </Text>
        {box("broken")}
        {box("failing")}
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <TextField
            label={t("notifications.threshold.label")}
            type="text"
            inputMode="numeric"
            value={form.threshold}
            disabled={!form.failing}
            autoComplete="off"
            onChange={(threshold) => onChange({ threshold })}
            {...(wrong ? { error: t(`notifications.threshold.wrong.${form.thresholdUnit}`) } : {})}
          />
          <Select
            label={t("notifications.threshold.unit")}
            value={form.thresholdUnit}
            disabled={!form.failing}
            options={(["records", "percent"] as const).map((value) => ({
              ...{ value, label: t(`notifications.threshold.units.${value}`) },
            }))}
            onChange={(value) => onChange({ thresholdUnit: value === "percent" ? "percent" : "records" })}
          />
        </InlineGrid>
        {box("firstSync")}
        <Select
          label={t("notifications.language")}
          value={form.language}
          options={languages}
          onChange={(value) => onChange({ language: value === "de" ? "de" : "en" })}
        />
      </BlockStack>
    </Card>
  );
}
