import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ObjectProgress } from "#app/components/progress.ts";
import { SideCounts } from "#app/components/side-counts.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { Totals } from "#app/components/totals.tsx";

/** An object's records by state and by side, and how fresh they are. */
export function TotalsCard({ object, progress }: { object: string; progress: ObjectProgress }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.totals.title")}
        </Text>
        <Totals object={object} progress={progress} narrow />
        <SideCounts progress={progress} />
        {progress.lastSettledAt ? (
          <Text as="p" tone="subdued">
            {t("home.last_synced")} <TimeAgo at={progress.lastSettledAt} />
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}
