import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useFieldName } from "#app/components/use-field-name.ts";
import type { ObjectDrift } from "./activity-model.ts";

/** What the newest comparisons of both sides found apart, by object and field. It has been repaired. */
export function DriftCard({ drift }: { drift: readonly ObjectDrift[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("activity.drift.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("activity.drift.text")}
          </Text>
        </BlockStack>
        {drift.map((one) => (
          <DriftOf key={one.object} drift={one} />
        ))}
      </BlockStack>
    </Card>
  );
}

const most = 8;

function DriftOf({ drift }: { drift: ObjectDrift }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useFieldName(drift.object);
  const whole = ["_missing", "_deleted"];
  const fieldName = (field: string) => (whole.includes(field) ? t(`activity.drift.whole${field}`) : nameOf(field));
  const others = drift.fields.length - most;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t(`objects.${drift.object}`)}
      </Text>
      <Text as="p" tone="subdued">
        {t("activity.drift.compared", { number: format.number(drift.processed) })} <TimeAgo at={drift.at} />
      </Text>
      <List>
        {drift.fields.slice(0, most).map(({ field, count }) => (
          <List.Item key={field}>
            {t("activity.drift.field", { field: fieldName(field), count, number: format.number(count) })}
          </List.Item>
        ))}
        {others > 0 ? <List.Item>{t("activity.drift.others", { count: others })}</List.Item> : null}
      </List>
    </BlockStack>
  );
}
