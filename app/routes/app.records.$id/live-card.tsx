import { Badge, Banner, BlockStack, Button, Card, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RowTable } from "#app/components/row-table.tsx";
import { useFieldName } from "#app/components/use-field-name.ts";
import type { ExplainedRecord } from "#app/services/explain-record.ts";

interface Props {
  object: string;
  /** null: being read at both vendors */
  live: ExplainedRecord | null;
  reading: boolean;
  onReload: () => void;
}

type Explained = Extract<ExplainedRecord, { kind: "explained" }>;
type Field = Explained["fields"][number];

/** What both sides say now, field by field, and which rule decides each. The values are shown and not kept. */
export function LiveCard({ object, live, reading, onReload }: Props) {
  const { t } = useTranslation();
  return (
    <Card padding="0">
      <div className="card-head">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <div className="grow">
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                {t("record.live.title")}
              </Text>
              <Text as="p" tone="subdued">
                {t("record.live.text")}
              </Text>
            </BlockStack>
          </div>
          <Button loading={reading} onClick={onReload}>
            {t("record.live.reload")}
          </Button>
        </InlineStack>
      </div>
      {live === null ? (
        <div className="card-head live-waits">
          <SkeletonBodyText lines={10} />
        </div>
      ) : live.kind === "explained" ? (
        <Fields object={object} live={live} />
      ) : (
        <div className="card-head">
          <Banner tone="warning">
            <p>
              {t([`live_failures.${live.kind === "unavailable" ? live.code : live.kind}`, "live_failures.unexpected"])}
            </p>
          </Banner>
        </div>
      )}
    </Card>
  );
}

/** Nothing to be read, and nothing to be told: a field that is blank on both sides. */
const isQuiet = ({ rule, inShopify, inHubspot }: Field): boolean =>
  ["equal", "one_sided", "left_out", "held_up"].includes(rule) && !inShopify && !inHubspot;

function Fields({ object, live }: { object: string; live: Explained }) {
  const { t } = useTranslation();
  const nameOf = useFieldName(object);
  const [all, setAll] = useState(false);
  const shown = all ? live.fields : live.fields.filter((field) => !isQuiet(field));
  const hidden = live.fields.length - shown.length;
  return (
    <>
      {live.gone.map((side) => (
        <div key={side} className="card-head">
          <Banner tone="warning">
            <p>{t(`record.live.gone_${side}`)}</p>
          </Banner>
        </div>
      ))}
      {shown.length > 0 ? (
        <RowTable
          headings={[
            t("record.live.field"),
            t("record.sides.shopify"),
            t("record.sides.hubspot"),
            t("record.live.rule"),
          ]}
        >
          {shown.map((field) => (
            <tr key={field.hubspot}>
              <td className="row-name">{nameOf(field.shopify)}</td>
              <td data-label={t("record.sides.shopify")}>{field.inShopify ?? "–"}</td>
              <td data-label={t("record.sides.hubspot")}>{field.inHubspot ?? "–"}</td>
              <td>
                <Rule field={field} />
              </td>
            </tr>
          ))}
        </RowTable>
      ) : null}
      {hidden > 0 ? (
        <div className="card-head">
          <Button variant="plain" onClick={() => setAll(true)}>
            {t("record.live.show_blank", { count: hidden })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Rule({ field }: { field: Field }) {
  const { t } = useTranslation();
  const { rule, writes, reason } = field;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <span>{reason ? t([`reasons.${reason}.title`, "reasons.unexpected.title"]) : t(`rules.${rule}`)}</span>
      {writes ? <Badge tone="info">{t(`record.live.writes_${writes}`)}</Badge> : null}
    </BlockStack>
  );
}
