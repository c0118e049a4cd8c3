import { BlockStack, Card, ChoiceList, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import { histories } from "./sync-form.ts";
import type { TabProps } from "./tab-props.ts";

/** How far back the sync goes. A beginning that was chosen before is offered as it stands. */
export function HistoryCard({ object, form, model: { historyFrom }, faults, onChange }: TabProps) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const format = useFormat();
  const offered = histories.filter((value) => value !== "kept" || historyFrom !== null);
  const date = historyFrom ? format.dateTime(historyFrom) : "";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.history.title")}
        </Text>
        <ChoiceList
          name="history"
          title={t("sync.history.label", nouns)}
          choices={offered.map((value) => ({
            value,
            label: t(`sync.history.${value}`, { ...nouns, date, days: form.historyDays }),
          }))}
          selected={[form.history]}
          onChange={([value]) => onChange({ history: histories.find((known) => known === value) ?? form.history })}
        />
        {form.history === "days" ? (
          <TextField
            name="historyDays"
            type="number"
            min={1}
            max={3650}
            autoComplete="off"
            label={t("sync.history.days_label")}
            value={form.historyDays}
            onChange={(historyDays) => onChange({ historyDays })}
            {...(faults.fields.includes("historyDays") ? { error: t("sync.history.days_wrong") } : {})}
          />
        ) : null}
        <Text as="p" tone="subdued">
          {t("sync.history.help")}
        </Text>
      </BlockStack>
    </Card>
  );
}
