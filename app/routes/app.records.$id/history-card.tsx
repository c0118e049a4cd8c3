import { BlockStack, Box, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useFieldName } from "#app/components/use-field-name.ts";
import type { HistoryEntry } from "./record-model.ts";

const shownAtFirst = 5;

/** What Tandem wrote for the record, newest first: which fields, on which side, when and why. No values. */
export function HistoryCard({ object, history }: { object: string; history: readonly HistoryEntry[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? history : history.slice(0, shownAtFirst);
  return (
    <Card>
      <section aria-label={t("record.history.title")}>
        <BlockStack gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t("record.history.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("record.history.text")}
            </Text>
          </BlockStack>
          <BlockStack gap="300" as="ol">
            {shown.map((entry) => (
              <li key={entry.id} className="plain-item">
                <Entry object={object} entry={entry} />
              </li>
            ))}
          </BlockStack>
          {shown.length < history.length ? (
            <InlineStack>
              <Button variant="plain" onClick={() => setAll(true)}>
                {t("record.history.more", { count: history.length - shown.length })}
              </Button>
            </InlineStack>
          ) : null}
        </BlockStack>
      </section>
    </Card>
  );
}

function Entry({ object, entry }: { object: string; entry: HistoryEntry }) {
  const { t } = useTranslation();
  const nameOf = useFieldName(object);
  return (
    <Box borderInlineStartWidth="050" borderColor="border" paddingInlineStart="300">
      <BlockStack gap="100">
        <InlineStack gap="200">
          <Text as="h3" variant="headingSm">
            {t(`record.history.${entry.created ? "created" : "written"}_${entry.side}`)}
          </Text>
          <Text as="span" tone="subdued">
            <TimeAgo at={entry.at} />
          </Text>
        </InlineStack>
        <Text as="p" tone="subdued">
          {t(`record.history.triggers.${entry.trigger}`)}
        </Text>
        <List>
          {entry.rules.map(({ rule, fields }) => (
            <List.Item key={rule}>
              {t("record.history.rule", { rule: t(`rules.${rule}`), fields: fields.map(nameOf).join(", ") })}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Box>
  );
}
