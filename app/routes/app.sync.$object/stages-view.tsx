import {
  Badge,
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  EmptyState,
  InlineGrid,
  InlineStack,
  Select,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import { lostStatuses, moveToPipeline, setStage, stageChoice, stageGroups, stagesInPipeline } from "./stage-form.ts";
import type { StageModel } from "./sync-model.ts";
import type { TabProps } from "./tab-props.ts";

interface Refresh {
  readonly busy: boolean;
  readonly done: boolean;
  /** locale key `sync.errors.<code>` */
  readonly failure: string | null;
  readonly ask: () => void;
}

/** Which stage of a HubSpot pipeline each status in Shopify means, and which are skipped. */
export function StagesView({ refresh, ...props }: TabProps & { refresh: Refresh }) {
  const { object, model } = props;
  const { stages } = model;
  if (!stages) return <BlockStack />;
  return (
    <BlockStack gap="400">
      {refresh.failure ? <RefreshFailure object={object} code={refresh.failure} /> : null}
      {stages.pipelines.length === 0 ? (
        <NothingRead object={object} refresh={refresh} />
      ) : (
        <StagesCard {...props} stages={stages} refresh={refresh} />
      )}
    </BlockStack>
  );
}

interface CardProps extends TabProps {
  stages: StageModel;
  refresh: Refresh;
}

function StagesCard({ stages: model, refresh, ...props }: CardProps) {
  const { object, form, onChange } = props;
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const lost = lostStatuses(model, form.stages);
  const inUse = stagesInPipeline(model, form.stages);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("sync.stages.title", nouns)}
          </Text>
          <Button onClick={refresh.ask} loading={refresh.busy}>
            {t("sync.stages.refresh")}
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("sync.stages.text", nouns)}
        </Text>
        <div aria-live="polite">
          {refresh.done && lost.length === 0 ? <Text as="p">{t("sync.stages.refreshed")}</Text> : null}
          {lost.length > 0 ? (
            <Banner tone="critical" title={t("sync.stages.lost", { count: lost.length })}>
              <p>{t("sync.stages.lost_text", nouns)}</p>
            </Banner>
          ) : null}
        </div>
        {model.pipelines.length > 1 ? (
          <Select
            label={t("sync.stages.pipeline")}
            helpText={t("sync.stages.pipeline_help")}
            options={[
              ...(inUse === null ? [{ label: t("sync.stages.several"), value: "" }] : []),
              ...model.pipelines.map(({ id, label }) => ({ label, value: id })),
            ]}
            value={inUse ?? ""}
            onChange={(id) => onChange({ stages: moveToPipeline(model, form.stages, id) })}
          />
        ) : null}
        <BlockStack gap="300">
          {Object.keys(model.statuses).map((status) => (
            <StageRow key={status} status={status} stages={model} isLost={lost.includes(status)} {...props} />
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

interface RowProps extends TabProps {
  status: string;
  stages: StageModel;
  isLost: boolean;
}

function StageRow({ status, stages: model, isLost, object, form, faults, onChange }: RowProps) {
  const { t } = useTranslation();
  const name = t([`stage_statuses.${object}.${status}`, `stage_statuses.other`], { status });
  const { value, stage } = stageChoice(model, form.stages, status);
  const fault = faults.stages.find((one) => one.status === status);
  const error = fault ? t(`stage_faults.${fault.code}`) : isLost ? t("stage_faults.stage_missing") : undefined;
  const groups = stageGroups(model).map(({ title, options }) => ({
    title,
    options: options.map(({ label, value: id, closed }) => ({
      label: closed ? t("sync.stages.closed_option", { label }) : label,
      value: id,
    })),
  }));
  const state = stage?.state === "CLOSED" ? "closed" : "open";
  return (
    <Box>
      <InlineGrid columns={{ xs: 1, sm: ["oneThird", "twoThirds"] }} gap="200" alignItems="start">
        <Box paddingBlockStart={{ xs: "0", sm: "150" }}>
          <InlineStack gap="200" blockAlign="center">
            <Text as="span" fontWeight="medium">
              {name}
            </Text>
            {value === "" ? (
              <Badge>{t("sync.stages.skipped")}</Badge>
            ) : stage ? (
              <Badge {...(state === "open" ? { tone: "info" as const } : {})}>{t(`sync.stages.${state}`)}</Badge>
            ) : null}
          </InlineStack>
        </Box>
        <Select
          label={t("sync.stages.label", { status: name })}
          labelHidden
          options={[
            { label: t("sync.stages.skip"), value: "" },
            ...(isLost ? [{ label: t("sync.stages.deleted"), value }] : []),
            ...(groups.length === 1 ? (groups[0]?.options ?? []) : groups),
          ]}
          value={value}
          {...(value === "" ? { helpText: t("sync.stages.skip_help") } : {})}
          {...(error ? { error } : {})}
          onChange={(chosen) => onChange({ stages: setStage(model, form.stages, status, chosen) })}
        />
      </InlineGrid>
    </Box>
  );
}

function NothingRead({ object, refresh }: { object: string; refresh: Refresh }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  return (
    <Card>
      <EmptyState
        heading={t("sync.stages.none_title")}
        action={{ content: t("sync.stages.read"), onAction: refresh.ask, loading: refresh.busy }}
        image="/connect.svg"
      >
        <p>{t("sync.stages.none_text", nouns)}</p>
      </EmptyState>
    </Card>
  );
}

function RefreshFailure({ object, code }: { object: string; code: string }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  return (
    <Banner tone="critical" title={t("sync.stages.failed")}>
      <p>{t([`sync.errors.${code}`, "errors.unexpected"], nouns)}</p>
    </Banner>
  );
}
