import { BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ObjectBadge } from "#app/components/object-badge.tsx";
import { ObstacleBanners } from "#app/components/obstacle-banners.tsx";
import type { ProgressSample } from "#app/components/progress.ts";
import { RunCard } from "#app/components/run-card.tsx";
import { TabBar, TabPanel } from "#app/components/tab-bar.tsx";
import { AssociationsTab } from "./associations-tab.tsx";
import { ConfigureTab } from "./configure-tab.tsx";
import type { EditorTab } from "./editor-tabs.ts";
import { countFaults, tabsOf } from "./editor-tabs.ts";
import { FieldsTab } from "./fields-tab.tsx";
import { LimitTab } from "./limit-tab.tsx";
import type { Problem } from "./problem-banner.tsx";
import { ProblemBanner } from "./problem-banner.tsx";
import type { ReviewTabProps } from "./review-tab.tsx";
import { ReviewTab } from "./review-tab.tsx";
import { StagesTab } from "./stages-tab.tsx";
import type { FieldsTabProps } from "./tab-props.ts";

type PanelProps = ReviewTabProps & FieldsTabProps;

interface Props extends Omit<PanelProps, "object"> {
  tab: EditorTab;
  onTab: (tab: EditorTab) => void;
  samples: readonly ProgressSample[];
  /** what the server could not do */
  problem: Problem | null;
  /** for what is asked back before it is done */
  onAsk: (intent: "resync" | "audit" | "pause") => void;
  onAskForOrders: () => void;
}

// A tab is one line here, and one in `editor-tabs.ts`.
const panels: Readonly<Record<EditorTab, (props: PanelProps) => JSX.Element>> = {
  configure: ConfigureTab,
  fields: FieldsTab,
  limit: LimitTab,
  stages: StagesTab,
  associations: AssociationsTab,
  review: ReviewTab,
};

/** One object's sync: how it is coming along, and its choices in tabs over one form. */
export function SyncScreen(props: Props) {
  const { model, busy, onAsk } = props;
  const { object } = model;
  const { t } = useTranslation();
  const state = model.progress.objects[object];
  const on = state?.enabled === true;
  const running = on && state?.run?.status === "running";
  const actions = on
    ? [
        { content: t("sync.resync.action"), onAction: () => onAsk("resync"), disabled: busy || running },
        { content: t("sync.audit.action"), onAction: () => onAsk("audit"), disabled: busy || running },
        { content: t("sync.pause.action"), onAction: () => onAsk("pause"), disabled: busy },
      ]
    : [];
  return (
    <Page
      title={t(`sync.titles.${object}`)}
      backAction={{ url: "/app/sync", content: t("nav.sync") }}
      {...(state ? { titleMetadata: <ObjectBadge object={state} paused={model.startedBefore} /> } : {})}
      secondaryActions={actions}
    >
      {model.connection === "none" ? <ConnectFirst /> : <Editor {...props} />}
    </Page>
  );
}

function Editor({ tab, onTab, samples, problem, onAsk: _onAsk, onAskForOrders, ...rest }: Props) {
  const { model, faults } = rest;
  const { object, obstacles } = model;
  const { t } = useTranslation();
  const state = model.progress.objects[object];
  const counts = countFaults(faults);
  const tabs = tabsOf(model).map((id) => {
    const count = counts[id] ?? 0;
    const mark = count > 0 ? { text: String(count), label: t("sync.tabs.faults", { count }) } : undefined;
    return { id, label: t(`sync.tabs.${id}`), mark };
  });
  const Panel = panels[tab];
  return (
    <BlockStack gap="400">
      {problem || model.connection === "reconnect" ? <ProblemBanner object={object} problem={problem} /> : null}
      {obstacles.length > 0 ? (
        <ObstacleBanners object={object} obstacles={obstacles} onAskForOrders={onAskForOrders} />
      ) : null}
      {state?.enabled ? <RunCard object={object} progress={state} samples={samples} /> : null}
      <TabBar label={t("sync.tabs.label")} tabs={tabs} selected={tab} onSelect={(id) => onTab(id as EditorTab)} />
      <TabPanel id={tab}>
        <Panel {...rest} object={object} />
      </TabPanel>
    </BlockStack>
  );
}

function ConnectFirst() {
  const { t } = useTranslation();
  return (
    <Card>
      <EmptyState
        heading={t("sync.connect_first.title")}
        action={{ content: t("guide.steps.connect.action"), url: "/app/connection" }}
        image="/connect.svg"
      >
        <p>{t("sync.connect_first.text")}</p>
      </EmptyState>
    </Card>
  );
}
