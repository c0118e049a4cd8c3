import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ActivityEntry } from "#app/components/activity.ts";
import { ActivityList } from "#app/components/activity-list.tsx";

/** The last few things that happened, and the way to the others. */
export function LatestActivity({ entries }: { entries: readonly ActivityEntry[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t("home.activity.title")}
          </Text>
          <Link url="/app/activity">{t("home.activity.all")}</Link>
        </InlineStack>
        <ActivityList entries={entries} />
      </BlockStack>
    </Card>
  );
}
