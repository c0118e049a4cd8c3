import { Badge, Banner, BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { CardFailure } from "./card-failure.tsx";
import type { ConnectionFailure, ConnectionIntent, InvitationFacts, MadeInvitation } from "./connection-model.ts";

interface Props {
  invitations: readonly InvitationFacts[];
  made: MadeInvitation | null;
  /** why no link was made, or an invitation not revoked */
  failure: ConnectionFailure | null;
  /** what is under way on the screen */
  pending: ConnectionIntent | null;
  onInvite: () => void;
  onCopy: (link: string) => void;
  onRevoke: (invitation: InvitationFacts) => void;
}

/** A link that connects one more shop, and what became of earlier ones. */
export function InviteCard({ invitations, made, failure, pending, onInvite, onCopy, onRevoke }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("connection.invite.title")}
          </Text>
          <Text as="p">{t("connection.invite.text")}</Text>
          <Text as="p" tone="subdued">
            {t("connection.invite.rules")}
          </Text>
        </BlockStack>
        {made ? <MadeLink made={made} onCopy={onCopy} /> : null}
        <InlineStack>
          <Button onClick={onInvite} loading={pending === "invite"} disabled={pending !== null}>
            {t(made ? "connection.invite.another" : "connection.invite.action")}
          </Button>
        </InlineStack>
        {failure?.intent === "invite" ? <CardFailure id="invite" code={failure.code} /> : null}
        {invitations.length > 0 ? (
          <BlockStack gap="300">
            <Text as="h3" variant="headingSm">
              {t("connection.invite.sent")}
            </Text>
            <BlockStack gap="300" as="ul">
              {invitations.map((invitation) => (
                <li key={invitation.id} className="plain-item">
                  <InvitationLine invitation={invitation} busy={pending !== null} onRevoke={onRevoke} />
                </li>
              ))}
            </BlockStack>
            {failure?.intent === "revoke" ? <CardFailure id="revoke" code={failure.code} /> : null}
          </BlockStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function MadeLink({ made, onCopy }: { made: NonNullable<Props["made"]>; onCopy: Props["onCopy"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Banner tone="success" title={t("connection.invite.made_title")}>
      <BlockStack gap="300">
        <p>{t("connection.invite.made_text", { time: format.dateTime(made.expiresAt) })}</p>
        <TextField
          label={t("connection.invite.link")}
          value={made.link}
          readOnly
          autoComplete="off"
          selectTextOnFocus
          connectedRight={<Button onClick={() => onCopy(made.link)}>{t("connection.invite.copy")}</Button>}
        />
      </BlockStack>
    </Banner>
  );
}

const tones = { open: "attention", accepted: "success", revoked: "new", expired: "new" } as const;

function InvitationLine(props: { invitation: InvitationFacts; busy: boolean; onRevoke: Props["onRevoke"] }) {
  const { invitation, busy, onRevoke } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { state, acceptedShop, createdAt, expiresAt } = invitation;
  const made = t("connection.invite.made_at", { time: format.dateTime(createdAt) });
  const until = t("connection.invite.until", { time: format.dateTime(expiresAt) });
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <div className="grow">
        <InlineStack gap="200" blockAlign="center">
          <Badge tone={tones[state]}>{t(`connection.invite.states.${state}`)}</Badge>
          {acceptedShop ? (
            <Text as="p" breakWord>
              {acceptedShop}
            </Text>
          ) : null}
        </InlineStack>
        <Text as="p" tone="subdued">
          <span suppressHydrationWarning>{(state === "open" ? [made, until] : [made]).join(" · ")}</span>
        </Text>
      </div>
      {state === "open" ? (
        <Button
          variant="tertiary"
          disabled={busy}
          accessibilityLabel={t("connection.invite.revoke_label", { time: format.dateTime(createdAt) })}
          onClick={() => onRevoke(invitation)}
        >
          {t("connection.invite.revoke")}
        </Button>
      ) : null}
    </InlineStack>
  );
}
