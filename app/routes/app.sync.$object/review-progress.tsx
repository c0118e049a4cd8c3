import { BlockStack, Button, InlineStack, ProgressBar, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import type { ProgressSample } from "#app/components/progress.ts";
import { estimateSecondsLeft } from "#app/components/progress.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import type { ShownReview } from "./review-state.ts";

interface Props {
  object: string;
  review: ShownReview;
  samples: readonly ProgressSample[];
  asking: boolean;
  onCancel: () => void;
}

/** How far a review is, and the way to end it. */
export function ReviewProgress({ object, review, samples, asking, onCancel }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const format = useFormat();
  const { phase, processed, total } = review;
  const share = total ? Math.min(1, processed / total) : 0;
  const left = phase === "read_bulk" ? estimateSecondsLeft(samples, total) : null;
  const words = t([`review.phases.${phase}`, "review.phases.done"], nouns);
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Spinner size="small" accessibilityLabel={t("run.working")} />
          <Text as="span">{words}</Text>
        </InlineStack>
        <Text as="span" fontWeight="medium" numeric>
          {total === null
            ? t("run.counting")
            : t("run.of_total", { processed: format.number(processed), total: format.number(total) })}
        </Text>
      </InlineStack>
      <ProgressBar progress={share * 100} size="small" ariaLabelledBy="review-status" />
      {/* Said aloud once per tenth and phase: every record would be a torrent. */}
      <span id="review-status" className="Polaris-Text--visuallyHidden" aria-live="polite">
        {`${words} ${format.percent(Math.floor(share * 10) / 10)}`}
      </span>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p" tone="subdued">
          {left === null ? t("review.may_leave") : t("review.time_left", { time: format.minutes(left) })}
        </Text>
        <Button onClick={onCancel} loading={asking}>
          {t("review.cancel")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
