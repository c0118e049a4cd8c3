import { Banner, BlockStack, Box, Button, Card, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import { useSamples } from "#app/components/use-progress.ts";
import { ReviewProgress } from "./review-progress.tsx";
import { ReviewResultCards } from "./review-result-cards.tsx";
import type { ReviewState, ShownReview } from "./review-state.ts";
import { isOfForm } from "./review-state.ts";
import { ReviewSummaryCard } from "./review-summary-card.tsx";
import type { TabProps } from "./tab-props.ts";
import { useReview } from "./use-review.ts";

export interface ReviewTabProps extends TabProps {
  /** something of the form is not saved */
  dirty: boolean;
  onSave: () => void;
}

/** What the choices as they stand on the page would do, tried without writing anything; and the way to save them. */
export function ReviewTab(props: ReviewTabProps) {
  const { object, model, form } = props;
  const { state, busy, refused, start, cancel } = useReview(object, model.revision, model.progress.reviews?.[object]);
  const samples = useSamples(state?.review?.id, state?.review?.processed ?? 0);
  return (
    <ReviewPanel
      {...props}
      state={state}
      samples={samples}
      asking={busy}
      refused={refused}
      onStart={(again) => start(form, again)}
      onCancel={cancel}
    />
  );
}

interface PanelProps extends ReviewTabProps {
  /** absent: not asked for yet */
  state: ReviewState | undefined;
  samples: Parameters<typeof ReviewProgress>[0]["samples"];
  /** a click is on its way */
  asking: boolean;
  /** why the last click did nothing */
  refused: string | null;
  onStart: (again: boolean) => void;
  onCancel: () => void;
}

/** The same with what was asked for given. */
export function ReviewPanel(props: PanelProps) {
  const { object, model, form, state } = props;
  const review = state?.review ?? null;
  const isShown = review?.status === "done" || (review?.status === "running" && review.processed > 0);
  return (
    <BlockStack gap="400">
      <ReviewSummaryCard object={object} model={model} form={form} />
      <ReviewCard {...props} review={review} />
      {review && isShown ? <ReviewResultCards object={object} review={review} fields={model.fields.defaults} /> : null}
      <SaveCard {...props} />
    </BlockStack>
  );
}

function ReviewCard(props: PanelProps & { review: ShownReview | null }) {
  const { object, state, review, asking, refused, onStart } = props;
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const running = review?.status === "running";
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("review.title")}
          </Text>
          {state && !running ? (
            <Button
              loading={asking}
              disabled={state.connection !== "connected"}
              onClick={() => onStart(review !== null)}
            >
              {t(review ? "review.again" : "review.start")}
            </Button>
          ) : null}
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("review.what", nouns)}
        </Text>
        {refused ? (
          <Banner tone="critical">
            <p>{t([`review.refused.${refused}`, "errors.unexpected"], nouns)}</p>
          </Banner>
        ) : null}
        {state ? <Standing {...props} /> : <SkeletonBodyText lines={2} />}
      </BlockStack>
    </Card>
  );
}

/** Where the review stands, and whether it speaks of the choices on the page. */
function Standing({
  object,
  model,
  form,
  state,
  review,
  samples,
  asking,
  onCancel,
}: PanelProps & { review: ShownReview | null }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  if (state && state.connection !== "connected" && state.connection !== "none") {
    return (
      <Banner tone="warning">
        <p>{t(`review.connection.${state.connection}`)}</p>
      </Banner>
    );
  }
  if (!review) return <Text as="p">{t("review.never")}</Text>;
  if (review.status === "running")
    return <ReviewProgress object={object} review={review} samples={samples} asking={asking} onCancel={onCancel} />;
  if (review.status === "failed") {
    return (
      <Banner tone="critical" title={t("review.failed")}>
        <p>{t([`review.errors.${review.error}`, "review.errors.unexpected"], nouns)}</p>
      </Banner>
    );
  }
  if (review.status === "cancelled") return <Text as="p">{t("review.cancelled")}</Text>;
  const isOfOthers = !isOfForm(review, form, model.historyFrom);
  return (
    <BlockStack gap="200">
      <Text as="p">
        {t("review.done")} {review.finishedAt ? <TimeAgo at={review.finishedAt} /> : null}
      </Text>
      {isOfOthers || !review.isCurrent ? (
        <Banner tone="warning">
          <p>{t(isOfOthers ? "review.of_others" : "review.outdated")}</p>
        </Banner>
      ) : null}
    </BlockStack>
  );
}

/** Saving is what the tabs lead to. It may be done without a review. */
function SaveCard({ model, form, dirty, busy, onChange, onSave }: PanelProps) {
  const { t } = useTranslation();
  const isSettled = !dirty && form.enabled;
  const text = !form.enabled ? "review.save.off" : isSettled ? "review.save.settled" : "review.save.text";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("review.save.title")}
        </Text>
        <Text as="p">{t(text)}</Text>
        <Box>
          <InlineStack gap="200">
            {form.enabled ? null : (
              <Button onClick={() => onChange({ enabled: true })}>{t("review.save.turn_on")}</Button>
            )}
            <Button
              variant="primary"
              loading={busy}
              disabled={!dirty || !form.enabled || model.connection === "none"}
              onClick={onSave}
            >
              {t("review.save.action")}
            </Button>
          </InlineStack>
        </Box>
      </BlockStack>
    </Card>
  );
}
