import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "./format.tsx";
import type { ObjectProgress } from "./progress.ts";

/** How many records there are on each side, as far as we know. */
export function SideCounts({ progress }: { progress: Pick<ObjectProgress, "inShopify" | "inHubspot"> }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Text as="p" tone="subdued">
      {t("totals.sides", { shopify: format.number(progress.inShopify), hubspot: format.number(progress.inHubspot) })}
    </Text>
  );
}
