import { BlockStack, Button, Card, EmptyState, Page, Pagination, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ActivityList } from "#app/components/activity-list.tsx";
import { useFormat } from "#app/components/format.tsx";
import { ActivityFilters } from "./activity-filters.tsx";
import type { ActivityModel, ActivityQuery } from "./activity-model.ts";
import { isNarrowed } from "./activity-model.ts";
import { DriftCard } from "./drift-card.tsx";
import { RunsCard } from "./runs-card.tsx";

interface Props {
  model: ActivityModel;
  busy: boolean;
  onFilter: (query: ActivityQuery) => void;
  onFirst: () => void;
  onNext: () => void;
  onChange: (intent: "pause" | "resume" | "cancel", runId: string) => void;
}

/** What is under way, what comparisons found, and what happened. */
export function ActivityScreen({ model, busy, onFilter, onFirst, onNext, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Page title={t("activity.title")} backAction={{ url: "/app", content: t("nav.home") }}>
      <BlockStack gap="400">
        {model.connected ? <RunsCard progress={model.progress} busy={busy} onChange={onChange} /> : null}
        {model.drift.length > 0 ? <DriftCard drift={model.drift} /> : null}
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              {t("activity.log")}
            </Text>
            <ActivityFilters query={model.query} onFilter={onFilter} />
            <Entries model={model} onFilter={onFilter} onFirst={onFirst} onNext={onNext} />
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

const everything: ActivityQuery = { object: "", group: "", who: "", from: "", to: "" };

function Entries({ model, onFilter, onFirst, onNext }: Pick<Props, "model" | "onFilter" | "onFirst" | "onNext">) {
  const { t } = useTranslation();
  const format = useFormat();
  if (model.entries.length === 0) {
    const kind = isNarrowed(model.query) || model.paged ? "narrowed" : "nothing";
    return (
      <EmptyState heading={t(`activity.empty.${kind}.title`)} image="/nothing.svg">
        <BlockStack gap="300" inlineAlign="center">
          <p>{t(`activity.empty.${kind}.text`)}</p>
          {kind === "narrowed" ? (
            <Button onClick={() => onFilter(everything)}>{t("activity.filters.clear")}</Button>
          ) : null}
        </BlockStack>
      </EmptyState>
    );
  }
  return (
    <BlockStack gap="200">
      <ActivityList entries={model.entries} />
      {model.paged || model.next ? (
        <div className="pagination">
          <Pagination
            label={<Text as="span">{t("activity.page", { number: format.number(model.entries.length) })}</Text>}
            hasPrevious={model.paged}
            onPrevious={onFirst}
            previousTooltip={t("activity.to_newest")}
            accessibilityLabels={{ previous: t("activity.to_newest"), next: t("activity.to_older") }}
            hasNext={model.next !== null}
            onNext={onNext}
            nextTooltip={t("activity.to_older")}
          />
        </div>
      ) : null}
    </BlockStack>
  );
}
