import { Banner, BlockStack, InlineStack, List, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { ConnectionBadge } from "#app/components/connection-badge.tsx";
import { ConnectCard } from "./connect-card.tsx";
import { ConnectLink } from "./connect-link.tsx";
import { ConnectedCard } from "./connected-card.tsx";
import type { ConnectionModel } from "./connection-model.ts";
import { PrivacyCard } from "./privacy-card.tsx";

interface Props {
  model: ConnectionModel;
  disconnecting: boolean;
  onDisconnect: () => void;
  /** asked for the file of a data request, by its id */
  onDownload: (id: string) => void;
}

/** Tying the shop to a HubSpot account, seeing how that stands, tying it again, and ending it. */
export function ConnectionScreen({ model, disconnecting, onDisconnect, onDownload }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { connection, authorizeUrl, scopes, privacy } = model;
  return (
    <Page
      narrowWidth
      title={t("connection.title")}
      titleMetadata={<ConnectionBadge status={connection?.status ?? "none"} />}
      backAction={{ url: "/app", content: t("nav.home") }}
    >
      <BlockStack gap="400">
        {connection?.status === "reconnect" ? (
          <Banner tone="critical" title={t("reconnect.title")}>
            <BlockStack gap="300">
              <p>{t([`reconnect.reasons.${connection.reconnectReason}`, "reconnect.text"])}</p>
              <InlineStack>
                <ConnectLink href={authorizeUrl}>{t("reconnect.action")}</ConnectLink>
              </InlineStack>
            </BlockStack>
          </Banner>
        ) : null}
        {connection ? (
          <ConnectedCard
            connection={connection}
            scopes={scopes}
            authorizeUrl={authorizeUrl}
            disconnecting={disconnecting}
            onDisconnect={() => setAsking(true)}
          />
        ) : (
          <ConnectCard authorizeUrl={authorizeUrl} scopes={scopes} />
        )}
        {privacy.length > 0 ? <PrivacyCard requests={privacy} onDownload={onDownload} /> : null}
      </BlockStack>
      <ConfirmModal
        id="disconnect"
        open={asking}
        title={t("connection.disconnect.title")}
        confirm={t("connection.disconnect.action")}
        destructive
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onDisconnect();
        }}
      >
        <Text as="p">{t("connection.disconnect.stops")}</Text>
        <List>
          {(["records", "history", "again"] as const).map((point) => (
            <List.Item key={point}>{t(`connection.disconnect.keeps.${point}`)}</List.Item>
          ))}
        </List>
      </ConfirmModal>
    </Page>
  );
}
