import { BlockStack, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ConnectLink } from "./connect-link.tsx";
import type { ScopeLists } from "./connection-model.ts";
import { ScopeList } from "./scope-list.tsx";

/** Before the first connection: what will happen, what is asked for, and the way to HubSpot. */
export function ConnectCard({ authorizeUrl, scopes }: { authorizeUrl: string; scopes: ScopeLists }) {
  const { t } = useTranslation();
  const steps = ["sign_in", "allow", "return"] as const;
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("connection.connect.title")}
          </Text>
          <Text as="p">{t("connection.connect.text")}</Text>
          <List type="number">
            {steps.map((step) => (
              <List.Item key={step}>{t(`connection.connect.steps.${step}`)}</List.Item>
            ))}
          </List>
          <InlineStack gap="300" blockAlign="center">
            <ConnectLink href={authorizeUrl}>{t("connection.connect.action")}</ConnectLink>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t("connection.connect.new_tab")}
          </Text>
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("connection.scopes.asked_title")}
          </Text>
          <ScopeList scopes={scopes} connected={false} />
          <Text as="p" tone="subdued">
            {t("connection.connect.nothing_yet")}
          </Text>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}
