import {
  Banner,
  BlockStack,
  Card,
  DescriptionList,
  InlineStack,
  Layout,
  Link,
  List,
  Page,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { OutcomeBadge } from "#app/components/outcome-badge.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useFieldName } from "#app/components/use-field-name.ts";
import { useNouns, useRecordName } from "#app/components/use-nouns.ts";
import type { ExplainedRecord } from "#app/services/explain-record.ts";
import { HistoryCard } from "./history-card.tsx";
import { LiveCard } from "./live-card.tsx";
import { MatchCard } from "./match-card.tsx";
import type { CandidateModel, CandidatesModel } from "./match-model.ts";
import type { RecordModel } from "./record-model.ts";
import { canRecreate, isDecided } from "./record-model.ts";

interface Props {
  model: RecordModel;
  syncing: boolean;
  /** code of what could not be done */
  failure: string | null;
  /** both sides as they are now; null while they are read */
  live: ExplainedRecord | null;
  reading: boolean;
  /** what may be the other half; null while it is asked for */
  candidates: CandidatesModel | null;
  onReload: () => void;
  onSync: () => void;
  /** for what is asked back before it is done */
  onAsk: (intent: "recreate" | "exclude" | "unlink") => void;
  onInclude: () => void;
  onChoose: (candidate: CandidateModel) => void;
}

/** One record: its state, the reason, what to do, and what was last written where. */
export function RecordScreen(props: Props) {
  const { model, syncing, failure, onSync } = props;
  const { t } = useTranslation();
  const name = useRecordName(model.object)(model);
  const actions = useActions(props);
  return (
    <Page
      title={name}
      titleMetadata={<OutcomeBadge status={model.status} />}
      backAction={{ url: `/app/records?object=${model.object}`, content: t("nav.records") }}
      primaryAction={{
        content: t("record.sync.action"),
        loading: syncing,
        disabled: !model.canSync,
        onAction: onSync,
      }}
      secondaryActions={actions}
    >
      <Layout>
        {failure ? (
          <Layout.Section variant="fullWidth">
            <Banner tone="critical" title={t("health.failed.title")}>
              <p>{t([`health.failed.${failure}`, "health.failed.unexpected"])}</p>
            </Banner>
          </Layout.Section>
        ) : null}
        {model.reason ? (
          <Layout.Section variant="fullWidth">
            <Reason model={model} reason={model.reason} />
          </Layout.Section>
        ) : null}
        <Layout.Section>
          <BlockStack gap="400">
            {model.reason === "ambiguous_match" ? (
              <MatchCard
                object={model.object}
                found={props.candidates}
                busy={syncing || !model.canSync}
                onChoose={props.onChoose}
              />
            ) : null}
            {/* Above what comes later, whose height nobody knows yet. */}
            <Changes model={model} />
            <LiveCard object={model.object} live={props.live} reading={props.reading} onReload={props.onReload} />
            {model.history.length > 0 ? <HistoryCard object={model.object} history={model.history} /> : null}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Sides model={model} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** What can be done with a record besides syncing it, by its state. */
function useActions({ model, syncing, onAsk, onInclude }: Props) {
  const { t } = useTranslation();
  const disabled = syncing || !model.canSync;
  const action = (intent: "recreate" | "exclude" | "unlink") => ({
    content: t(`record.${intent}.action`),
    onAction: () => onAsk(intent),
    disabled,
  });
  if (isDecided(model)) return [{ content: t("record.include.action"), onAction: onInclude, disabled }];
  return [
    ...(canRecreate(model) ? [action("recreate")] : []),
    ...(model.shopifyId && model.hubspotId ? [action("unlink")] : []),
    action("exclude"),
  ];
}

function Reason({ model, reason }: { model: RecordModel; reason: string }) {
  const { t } = useTranslation();
  const nameOf = useFieldName(model.object);
  const nouns = useNouns(model.object);
  return (
    <Banner
      tone={model.status === "failing" ? "critical" : "info"}
      title={t([`reasons.${reason}.title`, "reasons.unexpected.title"])}
    >
      <BlockStack gap="100">
        <p>{t([`reasons.${reason}.remedy`, "reasons.unexpected.remedy"], nouns)}</p>
        {model.concerned.length > 0 ? (
          <p>{t("record.field", { count: model.concerned.length, fields: model.concerned.map(nameOf).join(", ") })}</p>
        ) : null}
      </BlockStack>
    </Banner>
  );
}

function Changes({ model }: { model: RecordModel }) {
  const { t } = useTranslation();
  // Newer records have a history of their own, which tells more.
  const written = (
    model.history.length > 0
      ? []
      : [
          { side: "hubspot", fields: model.toHubspot, isNew: model.newInHubspot },
          { side: "shopify", fields: model.toShopify, isNew: model.lastAction === "created_in_shopify" },
        ]
  ).filter(({ fields }) => fields.length > 0);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("record.changes.title")}
        </Text>
        <Text as="p">
          {t([`record.actions.${model.lastAction}`, "record.actions.none"])} (<TimeAgo at={model.settledAt} />)
        </Text>
        {written.map(({ side, fields, isNew }) => (
          <BlockStack key={side} gap="200">
            <InlineStack gap="200">
              <Text as="h3" variant="headingSm">
                {t(`record.changes.to_${side}`)}
              </Text>
              {model.changedAt ? (
                <Text as="span" tone="subdued">
                  <TimeAgo at={model.changedAt} />
                </Text>
              ) : null}
            </InlineStack>
            <Text as="p" tone="subdued">
              {t(isNew ? "record.changes.why_new" : `record.changes.why_${side}`)}
            </Text>
            <FieldNames object={model.object} fields={fields} />
          </BlockStack>
        ))}
        <Text as="p" tone="subdued">
          {t("record.changes.no_values")}
        </Text>
      </BlockStack>
    </Card>
  );
}

function FieldNames({ object, fields }: { object: string; fields: readonly string[] }) {
  const nameOf = useFieldName(object);
  return (
    <div className="field-names">
      <List>
        {fields.map((field) => (
          <List.Item key={field}>{nameOf(field)}</List.Item>
        ))}
      </List>
    </div>
  );
}

function Sides({ model }: { model: RecordModel }) {
  const { t } = useTranslation();
  const nameOf = useRecordName(model.object);
  const side = (url: string | null, id: string | null, label: string) =>
    id === null ? (
      t("record.sides.none")
    ) : url === null ? (
      label
    ) : (
      <Link url={url} target="_blank">
        {label}
      </Link>
    );
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("record.sides.title")}
        </Text>
        <DescriptionList
          gap="tight"
          items={[
            {
              term: t("record.sides.shopify"),
              description: side(
                model.shopifyUrl,
                model.shopifyId,
                nameOf({ shopifyId: model.shopifyId, hubspotId: null }),
              ),
            },
            {
              term: t("record.sides.hubspot"),
              description: side(
                model.hubspotUrl,
                model.hubspotId,
                nameOf({ shopifyId: null, hubspotId: model.hubspotId }),
              ),
            },
            { term: t("record.sides.settled"), description: <TimeAgo at={model.settledAt} /> },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
