import { BlockStack, Button, Card, DescriptionList, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { ConnectLink } from "./connect-link.tsx";
import type { ConnectionFacts, ScopeLists } from "./connection-model.ts";
import { describeScopes } from "./connection-model.ts";
import { ScopeList } from "./scope-list.tsx";

interface Props {
  connection: ConnectionFacts;
  scopes: ScopeLists;
  authorizeUrl: string;
  disconnecting: boolean;
  onDisconnect: () => void;
}

/** The HubSpot account the shop is tied to, what it allowed, and the way out. */
export function ConnectedCard({ connection, scopes, authorizeUrl, disconnecting, onDisconnect }: Props) {
  const { t } = useTranslation();
  const lacksOptional = describeScopes(scopes).some((scope) => !scope.granted);
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("connection.account.title")}
          </Text>
          <Facts connection={connection} />
          <InlineStack gap="200">
            <Button url={connection.hubspotUrl} target="_blank">
              {t("connection.open_hubspot")}
            </Button>
            <Button tone="critical" variant="secondary" loading={disconnecting} onClick={onDisconnect}>
              {t("connection.disconnect.action")}
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("connection.scopes.granted_title")}
          </Text>
          <ScopeList scopes={scopes} connected />
          {lacksOptional && connection.status === "connected" ? (
            <BlockStack gap="200">
              <Text as="p" tone="subdued">
                {t("connection.scopes.missing_text")}
              </Text>
              <InlineStack>
                <ConnectLink href={authorizeUrl} variant="secondary">
                  {t("connection.scopes.ask_again")}
                </ConnectLink>
              </InlineStack>
            </BlockStack>
          ) : null}
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

function Facts({ connection }: { connection: ConnectionFacts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const since = (
    <time dateTime={connection.connectedAt} suppressHydrationWarning>
      {format.dateTime(connection.connectedAt)}
    </time>
  );
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ["domain", connection.hubDomain],
    ["id", connection.portalId],
    ["since", since],
    ["time_zone", connection.timeZone],
    ["currency", connection.currency],
  ];
  const items = facts.flatMap(([key, value]) =>
    value ? [{ term: t(`connection.account.${key}`), description: value }] : [],
  );
  return <DescriptionList items={items} gap="tight" />;
}
