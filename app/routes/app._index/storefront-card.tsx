import { Badge, BlockStack, Button, Card, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EmbedStatus } from "./home-model.ts";

const tones = { on: "success", off: "attention" } as const;

/** Whether visitors of the storefront are seen by HubSpot, and the way to the switch. */
export function StorefrontCard({
  status,
  connected,
  themeEditorUrl,
}: {
  status: EmbedStatus;
  connected: boolean;
  themeEditorUrl: string;
}) {
  const { t } = useTranslation();
  const text = !connected ? "not_connected" : status;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t("home.storefront.title")}
          </Text>
          {status === "unknown" ? null : <Badge tone={tones[status]}>{t(`object_state.${status}`)}</Badge>}
        </InlineStack>
        <div className="two-lines">
          {text === "unknown" ? (
            <SkeletonBodyText lines={2} />
          ) : (
            <Text as="p" tone="subdued">
              {t(`home.storefront.${text}`)}
            </Text>
          )}
        </div>
        <InlineStack>
          <Button url={themeEditorUrl} target="_blank">
            {t("home.storefront.action")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
