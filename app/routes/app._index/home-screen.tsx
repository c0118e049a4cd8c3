import { BlockStack, Card, EmptyState, Layout, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ProgressSample } from "#app/components/progress.ts";
import { isUnderWay } from "#app/components/progress.ts";
import { RunCard } from "#app/components/run-card.tsx";
import { mainObjectKeys } from "#app/sync/record.ts";
import { findAttention } from "./attention.ts";
import { AttentionCard } from "./attention-card.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import type { EmbedStatus, HomeModel } from "./home-model.ts";
import { guideState } from "./home-model.ts";
import { LatestActivity } from "./latest-activity.tsx";
import { ObjectCard } from "./object-card.tsx";
import { RestingCard } from "./resting-card.tsx";
import { SetupGuide } from "./setup-guide.tsx";
import { StorefrontCard } from "./storefront-card.tsx";

interface Props {
  model: HomeModel;
  embed: EmbedStatus;
  samples: readonly ProgressSample[];
  onGuide: (intent: "dismiss-guide" | "show-guide") => void;
}

/** Home: what is left to set up, how the sync stands, what needs attention. */
export function HomeScreen({ model, embed, samples, onGuide }: Props) {
  const { t } = useTranslation();
  const { connection, objects } = model;
  const shown = Object.entries(objects).filter(([, progress]) => progress.enabled || progress.lastSettledAt !== null);
  const resting = mainObjectKeys.filter((object) => !shown.some(([key]) => key === object));
  const running = shown.find(([, progress]) => isUnderWay(progress.run));
  const state = guideState(model, embed);
  return (
    <Page
      title={t("home.title")}
      {...(model.guideDismissed
        ? { secondaryActions: [{ content: t("guide.show"), onAction: () => onGuide("show-guide") }] }
        : {})}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {model.guideDismissed ? null : (
              <SetupGuide
                state={state}
                themeEditorUrl={model.themeEditorUrl}
                onDismiss={() => onGuide("dismiss-guide")}
              />
            )}
            {model.guideDismissed && !connection ? <NotConnected /> : null}
            {connection && shown.length > 0 ? <AttentionCard items={findAttention(model)} /> : null}
            {running ? <RunCard object={running[0]} progress={running[1]} samples={samples} /> : null}
            {connection
              ? shown.map(([object, progress]) => <ObjectCard key={object} object={object} progress={progress} />)
              : null}
            {connection && resting.length > 0 ? <RestingCard objects={resting} /> : null}
            {model.activity.length > 0 ? <LatestActivity entries={model.activity} /> : null}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ConnectionCard connection={connection} />
            <StorefrontCard status={embed} connected={connection !== null} themeEditorUrl={model.themeEditorUrl} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function NotConnected() {
  const { t } = useTranslation();
  return (
    <Card>
      <EmptyState
        heading={t("home.empty.title")}
        action={{ content: t("guide.steps.connect.action"), url: "/app/connection" }}
        image="/connect.svg"
      >
        <p>{t("home.empty.text")}</p>
      </EmptyState>
    </Card>
  );
}
