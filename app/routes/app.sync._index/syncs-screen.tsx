import { Banner, BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { SyncCard } from "./sync-card.tsx";
import type { SyncsModel } from "./syncs-model.ts";

/** The list of what can be kept in step, with how each stands. */
export function SyncsScreen({ model }: { model: SyncsModel }) {
  const { t } = useTranslation();
  return (
    <Page title={t("syncs.title")} backAction={{ url: "/app", content: t("nav.home") }}>
      {model.connection === "none" ? (
        <Card>
          <EmptyState
            heading={t("sync.connect_first.title")}
            action={{ content: t("guide.steps.connect.action"), url: "/app/connection" }}
            image="/connect.svg"
          >
            <p>{t("sync.connect_first.text")}</p>
          </EmptyState>
        </Card>
      ) : (
        <BlockStack gap="400">
          {model.connection === "reconnect" ? (
            <Banner
              tone="critical"
              title={t("reconnect.title")}
              action={{ content: t("reconnect.action"), url: "/app/connection" }}
            >
              <p>{t("reconnect.text")}</p>
            </Banner>
          ) : null}
          {model.rows.map((row) => (
            <SyncCard key={row.object} row={row} progress={model.progress.objects[row.object]} />
          ))}
        </BlockStack>
      )}
    </Page>
  );
}
