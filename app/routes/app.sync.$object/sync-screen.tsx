import { Banner, BlockStack, Card, EmptyState, Layout, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ObjectBadge } from "#app/components/object-badge.tsx";
import { isBlocked } from "#app/components/obstacle.ts";
import { ObstacleBanners } from "#app/components/obstacle-banners.tsx";
import type { ProgressSample } from "#app/components/progress.ts";
import { RunCard } from "#app/components/run-card.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import { AuditCard } from "./audit-card.tsx";
import { ExplainCard } from "./explain-card.tsx";
import { FieldsCard } from "./fields-card.tsx";
import type { SyncForm } from "./sync-form.ts";
import { SyncFormCards } from "./sync-form-cards.tsx";
import type { SyncModel } from "./sync-model.ts";
import { TotalsCard } from "./totals-card.tsx";

interface Props {
  model: SyncModel;
  /** the choices as they stand on the page, saved or not */
  form: SyncForm;
  samples: readonly ProgressSample[];
  wrong: readonly string[];
  /** code of what the server could not do */
  failure: string | null;
  busy: boolean;
  onChange: (patch: Partial<SyncForm>) => void;
  /** for what is asked back before it is done */
  onAsk: (intent: "resync" | "audit" | "pause") => void;
  onAskForOrders: () => void;
}

/** One object's sync: its choices, what they mean, and how the first sync is coming along. */
export function SyncScreen(props: Props) {
  const { model, form, samples, wrong, failure, busy, onAsk } = props;
  const { object, obstacles, offers } = model;
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
      {model.connection === "none" ? (
        <ConnectFirst />
      ) : (
        <Layout>
          {failure || model.connection === "reconnect" ? (
            <Layout.Section variant="fullWidth">
              <Problem object={object} failure={failure} />
            </Layout.Section>
          ) : null}
          {obstacles.length > 0 ? (
            <Layout.Section variant="fullWidth">
              <ObstacleBanners object={object} obstacles={obstacles} onAskForOrders={props.onAskForOrders} />
            </Layout.Section>
          ) : null}
          <Layout.Section>
            <BlockStack gap="400">
              {on && state ? <RunCard object={object} progress={state} samples={samples} /> : null}
              <SyncFormCards
                object={object}
                offers={offers}
                form={form}
                historyFrom={model.historyFrom}
                locked={!form.enabled && isBlocked(obstacles)}
                wrong={wrong}
                onChange={props.onChange}
              />
              <FieldsCard object={object} fields={model.fields} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <ExplainCard object={object} form={form} offers={offers} />
              {state ? <TotalsCard object={object} progress={state} /> : null}
              {model.audit ? <AuditCard object={object} audit={model.audit} /> : null}
            </BlockStack>
          </Layout.Section>
        </Layout>
      )}
    </Page>
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

// One at a time: what just failed matters more than what stands.
function Problem({ object, failure }: { object: string; failure: string | null }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  if (failure) {
    return (
      <Banner tone="critical" title={t("sync.errors.title")}>
        <p>{t([`sync.errors.${failure}`, "errors.unexpected"], nouns)}</p>
      </Banner>
    );
  }
  return (
    <Banner
      tone="critical"
      title={t("reconnect.title")}
      action={{ content: t("reconnect.action"), url: "/app/connection" }}
    >
      <p>{t("reconnect.text")}</p>
    </Banner>
  );
}
