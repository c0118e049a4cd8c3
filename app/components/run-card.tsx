import { Banner, BlockStack, Card, InlineGrid, InlineStack, ProgressBar, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFirstNow, useFormat } from "./format.tsx";
import type { ObjectProgress, ProgressSample } from "./progress.ts";
import { estimateSecondsLeft, isNews, nameRun } from "./progress.ts";
import { useNouns } from "./use-nouns.ts";

interface Props {
  object: string;
  progress: ObjectProgress;
  samples: readonly ProgressSample[];
}

/** A sync of everything while it runs, and what came of it. Nothing when there was none. */
export function RunCard({ object, progress, samples }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const run = progress.run;
  if (!isNews(run, useFirstNow())) return null;
  if (run.status === "failed") {
    return (
      <Banner tone="critical" title={t(`run.${nameRun(progress)}.failed`, nouns)}>
        <p>{t([`errors.${run.error}`, "errors.unexpected"], nouns)}</p>
      </Banner>
    );
  }
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t(`run.${nameRun(progress)}.${run.status}`, nouns)}
        </Text>
        {run.status === "running" ? <Running object={object} progress={progress} samples={samples} /> : null}
        <Counts progress={progress} />
      </BlockStack>
    </Card>
  );
}

function Running({ object, progress, samples }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const format = useFormat();
  const run = progress.run;
  if (!run) return null;
  const share = run.total ? Math.min(1, run.processed / run.total) : 0;
  const left = run.phase === "read_bulk" ? estimateSecondsLeft(samples, run.total) : null;
  const phase = t([`run.phases.${run.phase}`, "run.phases.done"], nouns);
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Spinner size="small" accessibilityLabel={t("run.working")} />
          <Text as="span">{phase}</Text>
        </InlineStack>
        <Text as="span" fontWeight="medium" numeric>
          {run.total === null
            ? t("run.counting")
            : t("run.of_total", { processed: format.number(run.processed), total: format.number(run.total) })}
        </Text>
      </InlineStack>
      <ProgressBar progress={share * 100} size="small" ariaLabelledBy="run-status" />
      {/* Said aloud once per tenth and phase: every record would be a torrent. */}
      <span id="run-status" className="Polaris-Text--visuallyHidden" aria-live="polite">
        {`${phase} ${format.percent(Math.floor(share * 10) / 10)}`}
      </span>
      <Text as="p" tone="subdued">
        {left === null ? t("run.may_leave") : t("run.time_left", { time: format.minutes(left) })}
      </Text>
    </BlockStack>
  );
}

function Counts({ progress }: { progress: ObjectProgress }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = {
    created: progress.run?.created ?? 0,
    updated: progress.run?.updated ?? 0,
    excluded: progress.excluded,
    failing: progress.failing,
  };
  return (
    <InlineGrid columns={{ xs: 2, sm: 4 }} gap="300">
      {Object.entries(counts).map(([name, count]) => (
        <BlockStack key={name} gap="050">
          <Text as="span" tone="subdued">
            {t(`run.counts.${name}`)}
          </Text>
          <Text as="span" variant="headingMd" numeric tone={name === "failing" && count > 0 ? "critical" : "base"}>
            {format.number(count)}
          </Text>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}
