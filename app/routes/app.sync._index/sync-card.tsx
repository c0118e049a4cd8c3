import { Badge, BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { ObjectBadge } from "#app/components/object-badge.tsx";
import { isBlocked } from "#app/components/obstacle.ts";
import type { ObjectProgress } from "#app/components/progress.ts";
import { SideCounts } from "#app/components/side-counts.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import type { SyncRow } from "./syncs-model.ts";

/** One object: which way it goes, whether it is on, how much there is, how fresh it is, and the way to its choices. */
export function SyncCard({ row, progress }: { row: SyncRow; progress: ObjectProgress | undefined }) {
  const { t } = useTranslation();
  const nouns = useNouns(row.object);
  const [obstacle] = row.obstacles;
  const isBarred = isBlocked(row.obstacles) && progress?.enabled !== true;
  const isNew = progress === undefined && !isBarred;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {nouns.object}
            </Text>
            {isBarred ? (
              <Badge>{t("object_state.unavailable")}</Badge>
            ) : (
              <ObjectBadge object={progress ?? { enabled: false, run: null }} paused={row.startedBefore} />
            )}
          </InlineStack>
          <Button
            url={`/app/sync/${row.object}`}
            accessibilityLabel={t(isNew ? "syncs.set_up_label" : "home.settings_label", nouns)}
          >
            {t(isNew ? "syncs.set_up" : "home.settings")}
          </Button>
        </InlineStack>
        <Text as="p">{t(`syncs.way.${row.direction}`, nouns)}</Text>
        {progress && (progress.enabled || progress.lastSettledAt) ? <Standing row={row} progress={progress} /> : null}
        {obstacle ? (
          <Text as="p" tone="subdued">
            {t(`obstacles.${obstacle.kind}.title`, nouns)}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function Standing({ row, progress }: { row: SyncRow; progress: ObjectProgress }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { inSync, excluded, failing, pending, run } = progress;
  const counts = {
    inSync: format.number(inSync),
    excluded: format.number(excluded),
    failing: format.number(failing),
    pending: format.number(pending),
  };
  return (
    <BlockStack gap="100">
      <SideCounts progress={progress} />
      <Text as="p" tone="subdued">
        {t("syncs.counts", counts)}
      </Text>
      {run?.status === "running" && run.total !== null ? (
        <Text as="p" tone="subdued">
          {t("run.of_total", { processed: format.number(run.processed), total: format.number(run.total) })}
        </Text>
      ) : null}
      {failing > 0 ? (
        <Link url={`/app/records?object=${row.object}&status=failing`}>
          {t("home.failing", { count: failing, number: format.number(failing) })}
        </Link>
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
  );
}
