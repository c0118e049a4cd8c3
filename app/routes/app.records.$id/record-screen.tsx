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
import type { RecordModel } from "./record-model.ts";
import { canRecreate } from "./record-model.ts";

interface Props {
  model: RecordModel;
  syncing: boolean;
  onSync: () => void;
  onRecreate: () => void;
}

/** One record: its state, the reason, what to do, and what was last written where. */
export function RecordScreen({ model, syncing, onSync, onRecreate }: Props) {
  const { t } = useTranslation();
  const name = useRecordName(model.object)(model);
  const recreate = { content: t("record.recreate.action"), onAction: onRecreate, disabled: syncing };
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
      secondaryActions={canRecreate(model) ? [recreate] : []}
    >
      <Layout>
        {model.reason ? (
          <Layout.Section variant="fullWidth">
            <Reason model={model} reason={model.reason} />
          </Layout.Section>
        ) : null}
        <Layout.Section>
          <Changes model={model} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Sides model={model} />
        </Layout.Section>
      </Layout>
    </Page>
  );
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
  const written = [
    { side: "hubspot", fields: model.toHubspot, isNew: model.newInHubspot },
    { side: "shopify", fields: model.toShopify, isNew: model.lastAction === "created_in_shopify" },
  ].filter(({ fields }) => fields.length > 0);
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
