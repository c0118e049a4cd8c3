import { Banner, BlockStack, Card, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useAnswer } from "#app/components/use-answer.ts";
import { useFieldName } from "#app/components/use-field-name.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import type { loadSample } from "#app/routes/app.review.$object/review.server.ts";
import type { OpenedSample, SampleField } from "#app/services/open-review-sample.ts";

type Loaded = Awaited<ReturnType<typeof loadSample>>;

/** A record of a review, read on both sides now, with what would be written where. `sample`: `<side>:<id>`. */
export function ReviewSampleView({ object, sample }: { object: string; sample: string }) {
  const { data } = useAnswer<Loaded>(`/app/review/${object}?sample=${encodeURIComponent(sample)}`);
  return (
    <Card background="bg-surface-secondary">
      {data ? <SampleDetails object={object} sample={data} /> : <SkeletonBodyText lines={6} />}
    </Card>
  );
}

/** The same with what was read given. */
export function SampleDetails({ object, sample }: { object: string; sample: Loaded }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  if (sample.kind !== "opened") {
    return (
      <Banner tone="warning">
        <p>{t(`review.sample.${sample.kind}`)}</p>
      </Banner>
    );
  }
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="medium">
        {t(sample.plan ? `review.sample.plans.${sample.plan}` : "review.sample.gone", nouns)}
        {sample.reason ? ` ${t([`reasons.${sample.reason}.title`, "reasons.unexpected.title"])}.` : null}
      </Text>
      {sample.fields.length > 0 ? <SampleTable object={object} sample={sample} /> : null}
      <Text as="p" tone="subdued">
        {t("review.sample.live")}
      </Text>
    </BlockStack>
  );
}

function SampleTable({ object, sample }: { object: string; sample: OpenedSample }) {
  const { t } = useTranslation();
  const nameOf = useFieldName(object);
  return (
    <table className="side-by-side">
      <thead>
        <tr>
          {(["field", "in_shopify", "in_hubspot", "what"] as const).map((name) => (
            <th key={name} scope="col">
              {t(`review.sample.columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sample.fields.map((field) => (
          <tr key={`${field.shopify}|${field.hubspot}`} className={isWritten(field) ? "is-written" : undefined}>
            <th scope="row">{nameOf(field.shopify)}</th>
            <td data-label={t("review.sample.columns.in_shopify")}>{field.inShopify ?? t("review.sample.blank")}</td>
            <td data-label={t("review.sample.columns.in_hubspot")}>{field.inHubspot ?? t("review.sample.blank")}</td>
            <td data-label={t("review.sample.columns.what")}>
              <What field={field} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isWritten({ toShopify, toHubspot }: SampleField): boolean {
  return toShopify !== undefined || toHubspot !== undefined;
}

/** What is written where, and the rule that decided it. */
function What({ field }: { field: SampleField }) {
  const { t } = useTranslation();
  const said = (value: string | null) => value ?? t("review.sample.blank");
  const written = [
    field.toHubspot === undefined ? null : t("review.sample.to_hubspot", { value: said(field.toHubspot) }),
    field.toShopify === undefined ? null : t("review.sample.to_shopify", { value: said(field.toShopify) }),
  ].filter(Boolean);
  const why = field.skipped
    ? t([`reasons.${field.skipped}.title`, "reasons.unexpected.title"])
    : field.rule && t(`review.rules.${field.rule}`);
  return (
    <BlockStack gap="050">
      {written.map((words) => (
        <Text key={words} as="span" fontWeight="medium">
          {words}
        </Text>
      ))}
      {why ? (
        <Text as="span" tone="subdued">
          {why}
        </Text>
      ) : null}
      {written.length === 0 && !why ? <Text as="span">{t("review.sample.nothing")}</Text> : null}
    </BlockStack>
  );
}
