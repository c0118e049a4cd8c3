import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useFieldName } from "#app/components/use-field-name.ts";
import type { AuditResult } from "./sync-model.ts";

/** When both sides were last compared completely, and what had drifted apart by then. */
export function AuditCard({ object, audit }: { object: string; audit: AuditResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useFieldName(object);
  const nameOfDrift = (field: string) =>
    field === "_missing" || field === "_deleted" ? t(`sync.audit.drift${field}`) : nameOf(field);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.audit.heading")}
        </Text>
        <Text as="p" tone="subdued">
          {t("sync.audit.compared", { count: audit.processed, number: format.number(audit.processed) })}{" "}
          <TimeAgo at={audit.at} />
        </Text>
        {audit.drift.length === 0 ? (
          <Text as="p">{t("sync.audit.nothing")}</Text>
        ) : (
          <BlockStack gap="100">
            <Text as="p">{t("sync.audit.repaired")}</Text>
            {audit.drift.map(({ field, count }) => (
              <InlineStack key={field} align="space-between" gap="200">
                <Text as="span">{nameOfDrift(field)}</Text>
                <Text as="span" numeric>
                  {format.number(count)}
                </Text>
              </InlineStack>
            ))}
          </BlockStack>
        )}
        <Link url={`/app/records?object=${object}`}>{t("sync.audit.records")}</Link>
      </BlockStack>
    </Card>
  );
}
