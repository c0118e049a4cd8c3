import { BlockStack, Box, Button, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { useRecordName } from "#app/components/use-nouns.ts";
import type { ReviewSample } from "#app/sync/review/tally.ts";
import { ReviewSampleView } from "./review-sample-view.tsx";
import type { ReviewLine } from "./review-state.ts";

interface Props {
  object: string;
  line: ReviewLine;
  title: string;
  text: string;
}

/** A kind of result: how many records, what it means, and a few of them to look at. */
export function ReviewLineRow({ object, line, title, text }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <Text as="h3" variant="headingSm">
          {title}
        </Text>
        <Text as="span" variant="headingMd" numeric>
          {format.number(line.count)}
        </Text>
      </InlineStack>
      <Text as="p" tone="subdued">
        {text}
      </Text>
      {line.samples.length > 0 ? (
        <BlockStack gap="200">
          <InlineStack>
            <Button
              variant="plain"
              ariaControls={id}
              ariaExpanded={open}
              accessibilityLabel={t(open ? "review.samples.hide_of" : "review.samples.show_of", { title })}
              disclosure={open ? "up" : "down"}
              onClick={() => setOpen(!open)}
            >
              {t(open ? "review.samples.hide" : "review.samples.show")}
            </Button>
          </InlineStack>
          <Collapsible id={id} open={open}>
            {open ? <Samples object={object} samples={line.samples} /> : null}
          </Collapsible>
        </BlockStack>
      ) : null}
    </BlockStack>
  );
}

function Samples({ object, samples }: { object: string; samples: readonly ReviewSample[] }) {
  const nameOf = useRecordName(object);
  const [shown, setShown] = useState<string | null>(null);
  return (
    <BlockStack gap="200">
      {samples.map(({ side, id }) => {
        const key = `${side}:${id}`;
        const ids = { shopifyId: side === "shopify" ? id : null, hubspotId: side === "hubspot" ? id : null };
        return (
          <Box key={key} paddingInlineStart="200">
            <BlockStack gap="200">
              <InlineStack>
                <Button
                  variant="plain"
                  ariaExpanded={shown === key}
                  disclosure={shown === key ? "up" : "down"}
                  onClick={() => setShown(shown === key ? null : key)}
                >
                  {nameOf(ids)}
                </Button>
              </InlineStack>
              {shown === key ? <ReviewSampleView object={object} sample={key} /> : null}
            </BlockStack>
          </Box>
        );
      })}
    </BlockStack>
  );
}
