import { BlockStack, Card, InlineStack, Link, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { OutcomeBadge } from "#app/components/outcome-badge.tsx";
import { useRecordName } from "#app/components/use-nouns.ts";
import type { NamedRow, NamesModel } from "./records-model.ts";

/** What Shopify and HubSpot find by a name, each with what we know of it. */
export function NamesCard({ object, names }: { object: string; names: NamesModel | null }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("records.names.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("records.names.text")}
          </Text>
        </BlockStack>
        <div aria-live="polite" aria-busy={names === null}>
          {names === null ? <SkeletonBodyText lines={3} /> : <Names object={object} names={names} />}
        </div>
      </BlockStack>
    </Card>
  );
}

function Names({ object, names }: { object: string; names: NamesModel }) {
  const { t } = useTranslation();
  if (names.kind === "not_connected") return <Text as="p">{t("live_failures.not_connected")}</Text>;
  const silent = Object.entries(names.unavailable);
  return (
    <BlockStack gap="300">
      {silent.map(([side, code]) => (
        <Text key={side} as="p" tone="critical">
          {t(`records.names.unavailable_${side}`, { why: t([`live_failures.${code}`, "live_failures.unexpected"]) })}
        </Text>
      ))}
      {names.rows.length === 0 && silent.length === 0 ? <Text as="p">{t("records.names.none")}</Text> : null}
      <BlockStack gap="300" as="ul">
        {names.rows.map((row) => (
          <li key={row.key} className="plain-item">
            <Named object={object} row={row} />
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}

function Named({ object, row }: { object: string; row: NamedRow }) {
  const { t } = useTranslation();
  const nameOf = useRecordName(object);
  const { side, id, title, detail, url, record } = row;
  const number = nameOf(side === "shopify" ? { shopifyId: id, hubspotId: null } : { shopifyId: null, hubspotId: id });
  const name = title ?? number;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <div className="grow">
        <BlockStack gap="050">
          {record ? (
            <Link url={`/app/records/${record.id}?object=${object}`}>{name}</Link>
          ) : (
            <Text as="p" fontWeight="medium">
              {name}
            </Text>
          )}
          {detail ? <Text as="p">{detail}</Text> : null}
          {url ? (
            <Link url={url} target="_blank" accessibilityLabel={`${t(`records.names.in_${side}`)}: ${name}`}>
              {`${t(`records.names.in_${side}`)}: ${number}`}
            </Link>
          ) : (
            <Text as="p" tone="subdued">
              {number}
            </Text>
          )}
        </BlockStack>
      </div>
      {record ? (
        <OutcomeBadge status={record.status} />
      ) : (
        <Text as="span" tone="subdued">
          {t("records.names.not_synced")}
        </Text>
      )}
    </InlineStack>
  );
}
