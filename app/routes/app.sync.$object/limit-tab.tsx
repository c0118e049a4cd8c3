import { BlockStack } from "@shopify/polaris";
import { ReadyLimitsCard } from "./ready-limits-card.tsx";
import type { TabProps } from "./tab-props.ts";

/** Which records sync at all. */
export function LimitTab(props: TabProps) {
  return (
    <BlockStack gap="400">
      <ReadyLimitsCard {...props} />
    </BlockStack>
  );
}
