import { Banner, BlockStack, InlineStack, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { ConnectionBadge } from "#app/components/connection-badge.tsx";
import { useFormat } from "#app/components/format.tsx";
import { AccountCard } from "./account-card.tsx";
import { ConnectCard } from "./connect-card.tsx";
import { ConnectLink } from "./connect-link.tsx";
import type {
  ConnectionFailure,
  ConnectionIntent,
  ConnectionModel,
  InvitationFacts,
  MadeInvitation,
  StoreFacts,
} from "./connection-model.ts";
import { DisconnectModal } from "./disconnect-modal.tsx";
import { FeaturesCard } from "./features-card.tsx";
import { HaveInvitationCard } from "./have-invitation-card.tsx";
import { InviteCard } from "./invite-card.tsx";
import { PrivacyCard } from "./privacy-card.tsx";
import { StoresCard } from "./stores-card.tsx";

interface Props {
  model: ConnectionModel;
  hubspotUser: string | null | undefined;
  /** what is under way */
  pending: ConnectionIntent | null;
  made: MadeInvitation | null;
  failure: ConnectionFailure | null;
  onDisconnect: () => void;
  onDisconnectStore: (domain: string) => void;
  onInvite: () => void;
  onCopy: (link: string) => void;
  onRevoke: (id: string) => void;
  /** has the link of an invitation, and wants to see what it is about */
  onLook: (link: string) => void;
  /** asked for the file of a data request, by its id */
  onDownload: (id: string) => void;
}

/** Tying the shop to a HubSpot account, seeing how that stands and who else uses it, tying it again, and ending it. */
export function ConnectionScreen(props: Props) {
  const { model } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [store, setStore] = useState<StoreFacts | null>(null);
  const [invitation, setInvitation] = useState<InvitationFacts | null>(null);
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
          <Connected
            {...props}
            connection={connection}
            onAsk={() => setAsking(true)}
            onAskStore={setStore}
            onAskInvitation={setInvitation}
          />
        ) : (
          <>
            <ConnectCard authorizeUrl={authorizeUrl} scopes={scopes} />
            <HaveInvitationCard onLook={props.onLook} />
          </>
        )}
        {privacy.length > 0 ? <PrivacyCard requests={privacy} onDownload={props.onDownload} /> : null}
      </BlockStack>
      <DisconnectModal
        open={asking}
        others={model.stores.filter(({ isThis }) => !isThis).length}
        account={connection?.hubDomain ?? connection?.portalId ?? ""}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          props.onDisconnect();
        }}
      />
      <ConfirmModal
        id="disconnect-store"
        open={store !== null}
        title={t("connection.stores.disconnect_title", { store: store?.name ?? store?.domain ?? "" })}
        confirm={t("connection.disconnect.action")}
        destructive
        onClose={() => setStore(null)}
        onConfirm={() => {
          if (store) props.onDisconnectStore(store.domain);
          setStore(null);
        }}
      >
        <Text as="p">{t("connection.stores.disconnect_text")}</Text>
      </ConfirmModal>
      <ConfirmModal
        id="revoke-invitation"
        open={invitation !== null}
        title={t("connection.invite.revoke_title")}
        confirm={t("connection.invite.revoke")}
        destructive
        onClose={() => setInvitation(null)}
        onConfirm={() => {
          if (invitation) props.onRevoke(invitation.id);
          setInvitation(null);
        }}
      >
        <Text as="p">
          {t("connection.invite.revoke_text", { time: invitation ? format.dateTime(invitation.createdAt) : "" })}
        </Text>
      </ConfirmModal>
    </Page>
  );
}

interface ConnectedProps extends Props {
  connection: NonNullable<ConnectionModel["connection"]>;
  onAsk: () => void;
  onAskStore: (store: StoreFacts) => void;
  onAskInvitation: (invitation: InvitationFacts) => void;
}

function Connected({ connection, onAsk, onAskStore, onAskInvitation, ...props }: ConnectedProps) {
  const { model, pending, failure } = props;
  const codeOf = (intent: ConnectionIntent) => (failure?.intent === intent ? failure.code : null);
  const connected = connection.status === "connected";
  return (
    <>
      <AccountCard
        connection={connection}
        hubspotUser={props.hubspotUser}
        disconnecting={pending === "disconnect"}
        failure={codeOf("disconnect")}
        onDisconnect={onAsk}
      />
      <FeaturesCard
        features={model.features}
        scopes={model.scopes}
        authorizeUrl={model.authorizeUrl}
        connected={connected}
      />
      <StoresCard
        stores={model.stores}
        busy={pending !== null}
        failure={codeOf("disconnect_store")}
        onDisconnect={onAskStore}
      />
      {connected ? (
        <InviteCard
          invitations={model.invitations}
          made={props.made}
          failure={failure}
          pending={pending}
          onInvite={props.onInvite}
          onCopy={props.onCopy}
          onRevoke={onAskInvitation}
        />
      ) : null}
    </>
  );
}
