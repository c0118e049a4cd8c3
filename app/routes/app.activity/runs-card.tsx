import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import type { ObjectProgress, Progress, RunProgress } from "#app/components/progress.ts";
import { nameRun } from "#app/components/progress.ts";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useNouns } from "#app/components/use-nouns.ts";

interface Props {
  progress: Progress;
  busy: boolean;
  onChange: (intent: "pause" | "resume" | "cancel", runId: string) => void;
}

/** Runs over everything that are under way or paused, each with how far it is and what can be done with it. */
export function RunsCard({ progress, busy, onChange }: Props) {
  const { t } = useTranslation();
  const running = Object.entries(progress.objects).flatMap(([object, state]) =>
    state.enabled && state.run?.status === "running" ? [{ object, state, run: state.run }] : [],
  );
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("activity.under_way")}
        </Text>
        {running.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("activity.nothing_under_way")}
          </Text>
        ) : (
          running.map(({ object, state, run }) => (
            <Run key={run.id} object={object} state={state} run={run} busy={busy} onChange={onChange} />
          ))
        )}
      </BlockStack>
    </Card>
  );
}

interface RunProps extends Omit<Props, "progress"> {
  object: string;
  state: ObjectProgress;
  run: RunProgress;
}

function Run({ object, state, run, busy, onChange }: RunProps) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const format = useFormat();
  const name = t(`run.${nameRun(state)}.running`, nouns);
  const share = run.total ? Math.min(1, run.processed / run.total) : 0;
  const phase = run.pausedAt ? t("activity.paused") : t([`run.phases.${run.phase}`, "run.phases.done"], nouns);
  const intents = [run.pausedAt ? "resume" : "pause", "cancel"] as const;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm" id={`run-${run.id}`}>
          {name}
        </Text>
        <InlineStack gap="200">
          {intents.map((intent) => (
            <Button
              key={intent}
              size="slim"
              disabled={busy}
              accessibilityLabel={t("activity.change_label", { change: t(`activity.changes.${intent}`), name })}
              onClick={() => onChange(intent, run.id)}
            >
              {t(`activity.changes.${intent}`)}
            </Button>
          ))}
        </InlineStack>
      </InlineStack>
      <ProgressBar progress={share * 100} size="small" ariaLabelledBy={`run-${run.id}`} animated={!run.pausedAt} />
      <InlineStack align="space-between" gap="200">
        <Text as="span" tone="subdued">
          {phase} {run.pausedAt ? <TimeAgo at={run.pausedAt} /> : null}
        </Text>
        <Text as="span" numeric>
          {run.total === null
            ? t("run.counting")
            : t("run.of_total", { processed: format.number(run.processed), total: format.number(run.total) })}
        </Text>
      </InlineStack>
      <span className="Polaris-Text--visuallyHidden" aria-live="polite">
        {`${phase} ${format.percent(Math.floor(share * 10) / 10)}`}
      </span>
    </BlockStack>
  );
}
