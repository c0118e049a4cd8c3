import { BlockStack, Button, Card, Icon, InlineStack, Text } from "@shopify/polaris";
import { AlertCircleIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { ObjectBadge } from "#app/components/object-badge.tsx";
import type { ObjectProgress } from "#app/components/progress.ts";
import { SideCounts } from "#app/components/side-counts.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { Totals } from "#app/components/totals.tsx";

/** One object's state in numbers, how fresh it is, and what needs attention. */
export function ObjectCard({ object, progress }: { object: string; progress: ObjectProgress }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" gap="200" blockAlign="center">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {t(`objects.${object}`)}
            </Text>
            <ObjectBadge object={progress} />
          </InlineStack>
          <Button
            url={`/app/sync/${object}`}
            accessibilityLabel={t("home.settings_label", { object: t(`objects.${object}`) })}
          >
            {t("home.settings")}
          </Button>
        </InlineStack>
        <Totals object={object} progress={progress} />
        <SideCounts progress={progress} />
        {progress.failing > 0 ? (
          <InlineStack gap="200" align="space-between" blockAlign="center">
            <InlineStack gap="100" wrap={false}>
              <span>
                <Icon source={AlertCircleIcon} tone="critical" />
              </span>
              <Text as="p" tone="critical">
                {t("home.failing", { count: progress.failing, number: format.number(progress.failing) })}
              </Text>
            </InlineStack>
            <Button url={`/app/records?object=${object}&status=failing`}>{t("home.review")}</Button>
          </InlineStack>
        ) : null}
        <Text as="p" tone="subdued">
          {progress.lastSettledAt ? (
            <>
              {t("home.last_synced")} <TimeAgo at={progress.lastSettledAt} />
            </>
          ) : (
            t("home.never_synced")
          )}
        </Text>
      </BlockStack>
    </Card>
  );
}
