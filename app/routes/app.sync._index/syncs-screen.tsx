import { Banner, BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { StartCard } from "./start-card.tsx";
import { SyncCard } from "./sync-card.tsx";
import type { SyncIntent, SyncRow, SyncsAnswer, SyncsModel } from "./syncs-model.ts";

interface Props {
  model: SyncsModel;
  /** the object that something is done for at this moment, `start` for all of them */
  busy: string | null;
  failure: Extract<SyncsAnswer, { ok: false }> | null;
  onDo: (intent: SyncIntent, object: SyncRow["object"]) => void;
  onStart: (objects: readonly string[]) => void;
}

/** The list of what can be kept in step, with how each stands and what can be done with it. */
export function SyncsScreen({ model, busy, failure, onDo, onStart }: Props) {
  const { t } = useTranslation();
  const isNew = model.rows.every(({ isSetUp }) => !isSetUp);
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
          {isNew && model.connection === "connected" ? (
            <StartCard
              rows={model.rows}
              busy={busy === "start"}
              failure={failure && !failure.object ? failure.code : null}
              onStart={onStart}
            />
          ) : null}
          {model.rows.map((row) => (
            <SyncCard
              key={row.object}
              row={row}
              progress={model.progress.objects[row.object]}
              busy={busy === row.object}
              failure={failure?.object === row.object ? failure.code : null}
              onDo={(intent) => onDo(intent, row.object)}
            />
          ))}
        </BlockStack>
      )}
    </Page>
  );
}
