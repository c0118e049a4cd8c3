import { BlockStack, Button, Card, DescriptionList, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { CardFailure } from "./card-failure.tsx";
import type { ConnectionFacts } from "./connection-model.ts";

interface Props {
  connection: ConnectionFacts;
  /** the HubSpot user whose access serves, as HubSpot says just now; never stored. undefined: not asked yet, null: not told */
  hubspotUser: string | null | undefined;
  disconnecting: boolean;
  /** code of what kept the connection from being ended */
  failure: string | null;
  onDisconnect: () => void;
}

/** The HubSpot account the shop is tied to, and the way out. */
export function AccountCard({ connection, hubspotUser, disconnecting, failure, onDisconnect }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("connection.account.title")}
        </Text>
        <Facts connection={connection} hubspotUser={hubspotUser} />
        <InlineStack gap="200">
          <Button url={connection.hubspotUrl} target="_blank">
            {t("connection.open_hubspot")}
          </Button>
          <Button tone="critical" variant="secondary" loading={disconnecting} onClick={onDisconnect}>
            {t("connection.disconnect.action")}
          </Button>
        </InlineStack>
        {failure ? <CardFailure id="disconnect-account" code={failure} /> : null}
      </BlockStack>
    </Card>
  );
}

function Facts({ connection, hubspotUser }: Pick<Props, "connection" | "hubspotUser">) {
  const { t } = useTranslation();
  const format = useFormat();
  const { region, accountType, connectedBy, invitedBy, connectedAt } = connection;
  const since = (
    <time dateTime={connectedAt} suppressHydrationWarning>
      {format.dateTime(connectedAt)}
    </time>
  );
  const code = region?.toLowerCase().replace(/\d+$/, "");
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ["domain", connection.hubDomain],
    ["id", connection.portalId],
    ["region", region && t([`connection.regions.${code}`, "connection.regions.other"], { region })],
    [
      "type",
      accountType &&
        t([`connection.account_types.${accountType}`, "connection.account_types.other"], { type: accountType }),
    ],
    ["since", since],
    ["by", connectedBy && t(`connection.connected_by.${connectedBy}`)],
    ["invited_by", invitedBy],
    ["user", connection.status === "connected" ? hubspotLine(hubspotUser, t) : null],
    ["time_zone", connection.timeZone],
    ["currency", connection.currency],
  ];
  const items = facts.flatMap(([key, value]) =>
    value ? [{ term: t(`connection.account.${key}`), description: value }] : [],
  );
  return <DescriptionList items={items} gap="tight" />;
}

// The line is there from the first rendering, so that nothing moves when HubSpot's answer comes.
function hubspotLine(user: string | null | undefined, t: (key: string) => string): string {
  if (user === undefined) return t("connection.user.asking");
  return user ?? t("connection.user.unknown");
}
