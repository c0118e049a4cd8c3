import { Banner, BlockStack, Button, Card, Checkbox, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import { PreviewRecord } from "./preview-record.tsx";
import type { PreviewState } from "./use-preview.ts";
import type { Words } from "./use-words.ts";

interface Props {
  object: string;
  state: PreviewState;
  words: Words;
  /** every field from the start, not only those that something would happen to */
  all?: boolean;
  onToggle: () => void;
  onRetry: () => void;
}

/** Real records through the fields as they stand in the form. Nothing is written. */
export function PreviewCard({ object, state, words, all: allAtFirst = false, onToggle, onRetry }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(allAtFirst);
  const { open, loading, answer } = state;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("mapping.preview.title")}
          </Text>
          <Button
            onClick={onToggle}
            ariaExpanded={open}
            ariaControls="mapping-preview"
            disclosure={open ? "up" : "down"}
          >
            {t(open ? "mapping.preview.close" : "mapping.preview.open")}
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("mapping.preview.text", useNouns(object))}
        </Text>
        <div id="mapping-preview">
          {open ? (
            <BlockStack gap="400">
              <InlineStack align="space-between" blockAlign="center" gap="200">
                <Checkbox label={t("mapping.preview.all")} checked={all} onChange={setAll} />
                <Text as="span" tone="subdued">
                  <span aria-live="polite">{loading && answer ? t("mapping.preview.updating") : ""}</span>
                </Text>
              </InlineStack>
              {answer ? <Answer {...{ object, state, words, all, onRetry }} /> : <Waiting />}
            </BlockStack>
          ) : null}
        </div>
      </BlockStack>
    </Card>
  );
}

function Answer({
  object,
  state,
  words,
  all,
  onRetry,
}: Pick<Props, "object" | "state" | "words" | "onRetry"> & { all: boolean }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const { answer } = state;
  if (answer?.kind !== "previewed") {
    const retry =
      answer?.kind === "unreachable" ? { action: { content: t("mapping.unavailable.retry"), onAction: onRetry } } : {};
    return (
      <Banner tone="warning" {...retry}>
        {t(`mapping.preview.${answer?.kind ?? "unreachable"}`, nouns)}
      </Banner>
    );
  }
  if (answer.records.length === 0) return <Text as="p">{t("mapping.preview.empty", nouns)}</Text>;
  return (
    <BlockStack gap="500">
      {answer.records.map((record) => (
        <PreviewRecord key={record.id} object={object} record={record} words={words} all={all} />
      ))}
    </BlockStack>
  );
}

/** As high as the records usually are, so that little moves when they come. */
function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="mapping-waiting">
      <Text as="p" visuallyHidden>
        {t("mapping.preview.loading")}
      </Text>
      <BlockStack gap="500">
        {[1, 2, 3].map((place) => (
          <SkeletonBodyText key={place} lines={5} />
        ))}
      </BlockStack>
    </div>
  );
}
