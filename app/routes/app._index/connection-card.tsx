import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ConnectionBadge } from "#app/components/connection-badge.tsx";
import type { ConnectionSummary } from "./home-model.ts";

/** Which HubSpot account the shop is tied to, and how that stands. */
export function ConnectionCard({ connection }: { connection: ConnectionSummary | null }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t("home.connection.title")}
          </Text>
          <ConnectionBadge status={connection?.status ?? "none"} />
        </InlineStack>
        {connection ? (
          <BlockStack gap="100">
            {connection.hubDomain ? (
              <Text as="p" breakWord>
                {connection.hubDomain}
              </Text>
            ) : null}
            <Text as="p" tone="subdued">
              {t("home.connection.id", { id: connection.portalId })}
            </Text>
            <Link url={connection.hubspotUrl} target="_blank">
              {t("connection.open_hubspot")}
            </Link>
          </BlockStack>
        ) : (
          <Text as="p" tone="subdued">
            {t("home.connection.none")}
          </Text>
        )}
        <InlineStack>
          <Button url="/app/connection">{t("home.connection.manage")}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
