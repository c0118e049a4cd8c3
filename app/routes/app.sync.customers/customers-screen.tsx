import { Banner, BlockStack, Card, EmptyState, Layout, List, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ObjectBadge } from "#app/components/object-badge.tsx";
import type { ProgressSample } from "#app/components/progress.ts";
import { RunCard } from "#app/components/run-card.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { Totals } from "#app/components/totals.tsx";
import type { CustomersModel } from "./customers-model.ts";
import { FieldsCard } from "./fields-card.tsx";
import type { SyncForm } from "./sync-form.ts";
import { explainForm } from "./sync-form.ts";
import { SyncFormCards } from "./sync-form-cards.tsx";

interface Props {
  model: CustomersModel;
  /** the choices as they stand on the page, saved or not */
  form: SyncForm;
  samples: readonly ProgressSample[];
  wrong: readonly string[];
  /** code of what the server could not do */
  failure: string | null;
  busy: boolean;
  onChange: (patch: Partial<SyncForm>) => void;
  onResync: () => void;
  onPause: () => void;
}

/** The customer sync: its choices, what they mean, and how the first sync is coming along. */
export function CustomersScreen(props: Props) {
  const { model, form, samples, wrong, failure, busy } = props;
  const { t } = useTranslation();
  const state = model.progress.objects["customers"];
  const on = state?.enabled === true;
  const running = on && state?.run?.status === "running";
  const actions = on
    ? [
        { content: t("sync.resync.action"), onAction: props.onResync, disabled: busy || running },
        { content: t("sync.pause.action"), onAction: props.onPause, disabled: busy },
      ]
    : [];
  return (
    <Page
      title={t("sync.customers.title")}
      backAction={{ url: "/app", content: t("nav.home") }}
      {...(state ? { titleMetadata: <ObjectBadge object={state} paused={model.startedBefore} /> } : {})}
      secondaryActions={actions}
    >
      {model.connection === "none" ? (
        <ConnectFirst />
      ) : (
        <Layout>
          {failure || model.connection === "reconnect" ? (
            <Layout.Section variant="fullWidth">
              <Problem failure={failure} />
            </Layout.Section>
          ) : null}
          <Layout.Section>
            <BlockStack gap="400">
              {on && state ? <RunCard object="customers" progress={state} samples={samples} /> : null}
              <SyncFormCards form={form} locked={false} wrong={wrong} onChange={props.onChange} />
              <FieldsCard fields={model.fields} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <Card>
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">
                    {t("sync.explain.title")}
                  </Text>
                  <List>
                    {explainForm(form).map((key) => (
                      <List.Item key={key}>{t(`sync.explain.${key}`)}</List.Item>
                    ))}
                  </List>
                </BlockStack>
              </Card>
              {state ? (
                <Card>
                  <BlockStack gap="300">
                    <Text as="h2" variant="headingMd">
                      {t("sync.totals.title")}
                    </Text>
                    <Totals object="customers" progress={state} narrow />
                    {state.lastSettledAt ? (
                      <Text as="p" tone="subdued">
                        {t("home.last_synced")} <TimeAgo at={state.lastSettledAt} />
                      </Text>
                    ) : null}
                  </BlockStack>
                </Card>
              ) : null}
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
function Problem({ failure }: { failure: string | null }) {
  const { t } = useTranslation();
  if (failure) {
    return (
      <Banner tone="critical" title={t("sync.errors.title")}>
        <p>{t([`sync.errors.${failure}`, "errors.unexpected"])}</p>
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
