import { BlockStack, Card, List, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { useFieldName } from "#app/components/use-field-name.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { ReviewLineRow } from "./review-line-row.tsx";
import type { ReasonLine, ReviewResult, ShownReview } from "./review-state.ts";
import { toResult } from "./review-state.ts";
import { useLimitFieldName } from "./use-limit-field-name.ts";

interface Props {
  object: MainObjectKey;
  review: ShownReview;
  /** the object's fields, for their names */
  fields: readonly { readonly shopify: string; readonly hubspot: string }[];
}

/** What a review has found: what would be written, where the sides contradict each other, what is left out and what needs somebody. */
export function ReviewResultCards({ object, review, fields }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const result = toResult(review);
  const row = (line: ReviewResult["outcomes"][number]) => (
    <ReviewLineRow
      key={line.kind}
      object={object}
      line={line}
      title={t(`review.kinds.${line.kind.replace(":", "_")}.title`, nouns)}
      text={t(`review.kinds.${line.kind.replace(":", "_")}.text`, nouns)}
    />
  );
  if (result.records === 0 && review.status === "done") {
    return (
      <Card>
        <Text as="p">{t("review.empty", nouns)}</Text>
      </Card>
    );
  }
  return (
    <BlockStack gap="400">
      {result.outcomes.length > 0 ? (
        <Section title={t("review.results.outcomes")}>{result.outcomes.map(row)}</Section>
      ) : null}
      {result.conflict ? <Conflicts object={object} review={review} fields={fields} result={result} /> : null}
      {result.failing.length > 0 ? (
        <Section title={t("review.results.failing")}>
          {result.failing.map((line) => (
            <ReasonRow key={line.kind} object={object} line={line} />
          ))}
        </Section>
      ) : null}
      {result.excluded.length > 0 ? (
        <Section title={t("review.results.excluded")}>
          {result.excluded.map((line) => (
            <ReasonRow key={line.kind} object={object} line={line} />
          ))}
        </Section>
      ) : null}
      {result.others.length > 0 ? <Section title={t("review.results.others")}>{result.others.map(row)}</Section> : null}
    </BlockStack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}

/** Both sides have a value of their own: who wins was chosen. */
function Conflicts({ object, review, fields, result }: Props & { result: ReviewResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nouns = useNouns(object);
  const nameOf = useFieldName(object);
  const { conflict, conflictFields } = result;
  if (!conflict) return null;
  const attributeOf = (property: string) => fields.find(({ hubspot }) => hubspot === property)?.shopify ?? property;
  return (
    <Section title={t("review.results.conflicts")}>
      <ReviewLineRow
        object={object}
        line={conflict}
        title={t("review.kinds.conflict.title", nouns)}
        text={t(`review.wins.${review.winner}`)}
      />
      <List>
        {conflictFields.map(({ property, count }) => (
          <List.Item key={property}>
            {t("review.conflict_field", { field: nameOf(attributeOf(property)), number: format.number(count), count })}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

function ReasonRow({ object, line }: { object: MainObjectKey; line: ReasonLine }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const nameOf = useLimitFieldName(object);
  const remedy = t([`reasons.${line.reason}.remedy`, "reasons.unexpected.remedy"], nouns);
  const condition =
    line.field === null
      ? null
      : t("review.condition", {
          field: nameOf(line.field),
          operator: t([`review.operators.${line.operator}`, "review.operators.other"]),
        });
  return (
    <ReviewLineRow
      object={object}
      line={line}
      title={t([`reasons.${line.reason}.title`, "reasons.unexpected.title"])}
      text={[condition, line.partly ? t("review.partly") : null, remedy].filter(Boolean).join(" ")}
    />
  );
}
