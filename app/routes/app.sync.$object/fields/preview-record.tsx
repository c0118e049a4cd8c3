import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import type { PreviewedField, PreviewedRecord } from "#app/services/mappings/preview-mapping.ts";
import type { Words } from "./use-words.ts";

interface Props {
  object: string;
  record: PreviewedRecord;
  words: Words;
  /** every field, not only those that something would happen to */
  all: boolean;
}

const tones = {
  create: "success",
  update: "success",
  link: "info",
  nothing: "info",
  exclude: "attention",
  fail: "critical",
  gone: "attention",
} as const;

/** What would become of one record, field by field, with both sides' present values. */
export function PreviewRecord({ object, record, words, all }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const plan = record.plan ?? "gone";
  const happens = ({ toShopify, toHubspot, reason }: PreviewedField) =>
    toShopify !== undefined || toHubspot !== undefined || reason !== null;
  const shown = all ? record.fields : record.fields.filter(happens);
  const title = record.name ?? t("records.shopify_name", { noun: t(`records.one.${object}`), id: record.id });
  return (
    <section aria-label={title}>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm" breakWord>
            {title}
          </Text>
          <Badge tone={tones[plan]}>{t(`mapping.preview.plan.${plan}`)}</Badge>
        </InlineStack>
        {record.reason ? (
          <Text as="p" tone="subdued">
            {t(`reasons.${record.reason}.title`)}. {t(`reasons.${record.reason}.remedy`, nouns)}
          </Text>
        ) : null}
        {shown.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("mapping.preview.no_fields")}
          </Text>
        ) : (
          <FieldTable fields={shown} words={words} />
        )}
      </BlockStack>
    </section>
  );
}

/** A table for those who hear it; on a phone its cells stand below each other, each with its heading. */
function FieldTable({ fields, words }: { fields: readonly PreviewedField[]; words: Words }) {
  const { t } = useTranslation();
  const headings = ["field", "in_shopify", "in_hubspot", "result"].map((key) => t(`mapping.preview.${key}`));
  return (
    <table className="preview-table">
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.hubspot}>
            <th scope="row">
              {words.field(field.shopify)}
              <Text as="p" variant="bodySm" tone="subdued" breakWord>
                {words.property({ hubspot: field.hubspot, property: null }) ?? field.hubspot}
              </Text>
            </th>
            <td data-label={headings[1]}>
              <ValueText value={field.inShopify} />
            </td>
            <td data-label={headings[2]}>
              <ValueText value={field.inHubspot} />
            </td>
            <td data-label={headings[3]}>
              <Result field={field} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Result({ field: { toShopify, toHubspot, reason } }: { field: PreviewedField }) {
  const { t } = useTranslation();
  if (reason) {
    return (
      <Text as="p" tone="caution">
        {t("mapping.preview.stays", { reason: t(`reasons.${reason}.title`) })}
      </Text>
    );
  }
  if (toHubspot === undefined && toShopify === undefined) return <Text as="p">{t("mapping.preview.same")}</Text>;
  const [side, value] = toHubspot === undefined ? (["shopify", toShopify] as const) : (["hubspot", toHubspot] as const);
  return (
    <>
      <Text as="p" variant="bodySm" tone="subdued">
        {t(`mapping.preview.to_${side}`)}
      </Text>
      <ValueText value={value ?? null} />
    </>
  );
}

function ValueText({ value }: { value: string | null }) {
  const { t } = useTranslation();
  if (value === null || value === "")
    return (
      <Text as="span" tone="subdued">
        {t("mapping.preview.blank")}
      </Text>
    );
  return <span className="preview-value">{value}</span>;
}
