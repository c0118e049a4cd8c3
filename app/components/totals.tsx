import { BlockStack, Box, InlineGrid, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "./format.tsx";
import type { ObjectProgress } from "./progress.ts";

const states = [
  ["inSync", "in_sync"],
  ["excluded", "excluded"],
  ["failing", "failing"],
  ["pending", null],
] as const;

interface Props {
  object: string;
  progress: ObjectProgress;
  /** in a side column: two by two */
  narrow?: boolean;
}

/** How many records of an object are in which state; each number leads to the list of those records. */
export function Totals({ object, progress, narrow }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <InlineGrid columns={{ xs: 2, sm: narrow ? 2 : 4 }} gap="300">
      {states.map(([name, status]) => (
        <Box key={name} background="bg-surface-secondary" padding="300" borderRadius="200">
          <BlockStack gap="100">
            <Text as="span" tone="subdued">
              {t(`totals.${name}`)}
            </Text>
            <Text
              as="span"
              variant="headingLg"
              numeric
              tone={name === "failing" && progress.failing > 0 ? "critical" : "base"}
            >
              {format.number(progress[name])}
            </Text>
            {status && progress[name] > 0 ? (
              <Link
                url={`/app/records?object=${object}&status=${status}`}
                accessibilityLabel={t("totals.show_label", { state: t(`totals.${name}`) })}
              >
                {t("totals.show")}
              </Link>
            ) : null}
          </BlockStack>
        </Box>
      ))}
    </InlineGrid>
  );
}
