import { Badge, BlockStack, Card, Icon, InlineStack, Link, Text } from "@shopify/polaris";
import { ArrowLeftIcon, ArrowRightIcon, ArrowsOutHorizontalIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { ObjectBadge } from "#app/components/object-badge.tsx";
import { isBlocked } from "#app/components/obstacle.ts";
import type { ObjectProgress, RunProgress } from "#app/components/progress.ts";
import { SideCounts } from "#app/components/side-counts.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import { SyncActions } from "./sync-actions.tsx";
import type { SyncIntent, SyncRow } from "./syncs-model.ts";

const arrows = { both: ArrowsOutHorizontalIcon, to_hubspot: ArrowRightIcon, to_shopify: ArrowLeftIcon } as const;

interface Props {
  row: SyncRow;
  progress: ObjectProgress | undefined;
  busy: boolean;
  /** code of what kept the last action from being done */
  failure: string | null;
  onDo: (intent: SyncIntent) => void;
}

/** One object: which way it goes, whether it is on, how much there is, how fresh it is, and what can be done with it. */
export function SyncCard({ row, progress, busy, failure, onDo }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(row.object);
  const [obstacle] = row.obstacles;
  const enabled = progress?.enabled === true;
  const barred = isBlocked(row.obstacles) && !enabled;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {nouns.object}
            </Text>
            {barred ? (
              <Badge>{t("object_state.unavailable")}</Badge>
            ) : (
              <ObjectBadge object={progress ?? { enabled: false, run: null }} paused={row.startedBefore} />
            )}
          </InlineStack>
          <SyncActions
            row={row}
            enabled={enabled}
            barred={barred}
            running={progress?.run?.status === "running"}
            busy={busy}
            onDo={onDo}
          />
        </InlineStack>
        <InlineStack gap="150" blockAlign="center" wrap={false}>
          <span>
            <Icon source={arrows[row.direction]} tone="subdued" />
          </span>
          <Text as="p">{t(`syncs.way.${row.direction}`, nouns)}</Text>
        </InlineStack>
        {progress && (enabled || progress.lastSettledAt) ? <Standing row={row} progress={progress} /> : null}
        {enabled ? <NextRun row={row} run={progress.run} /> : null}
        {obstacle ? (
          <Text as="p" tone="subdued">
            {t(`obstacles.${obstacle.kind}.title`, nouns)}
          </Text>
        ) : null}
        {failure ? (
          <div role="alert">
            <Text as="p" tone="critical">
              {t(`syncs.refusals.${failure}`)}
            </Text>
          </div>
        ) : null}
      </BlockStack>
    </Card>
  );
}

/** When what runs by itself runs next. */
function NextRun({ row, run }: { row: SyncRow; run: RunProgress | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (run?.status === "running") {
    return run.pausedAt ? (
      <InlineStack gap="100">
        <Text as="p">{t("syncs.next.run_paused")}</Text>
        <Link url="/app/activity">{t("syncs.next.to_activity")}</Link>
      </InlineStack>
    ) : null;
  }
  return (
    <BlockStack gap="050">
      {row.checkedAt ? (
        <Text as="p" tone="subdued">
          {t("syncs.next.checked")} <TimeAgo at={row.checkedAt} />
        </Text>
      ) : null}
      {row.nextAuditAt ? (
        <Text as="p" tone="subdued">
          <span suppressHydrationWarning>{t("syncs.next.audit", { at: format.dateTime(row.nextAuditAt) })}</span>
        </Text>
      ) : (
        <Text as="p">{t("syncs.next.no_first_sync")}</Text>
      )}
    </BlockStack>
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
