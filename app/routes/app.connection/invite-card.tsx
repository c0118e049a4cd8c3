import { Badge, Banner, BlockStack, Button, Card, InlineError, InlineStack, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import type { InvitationFacts } from "./connection-model.ts";

interface Props {
  invitations: readonly InvitationFacts[];
  /** the link that was just made: it is shown this once */
  made: { readonly link: string; readonly expiresAt: string } | null;
  /** code of what could not be done */
  failure: string | null;
  busy: boolean;
  onInvite: () => void;
  onCopy: (link: string) => void;
  onRevoke: (id: string) => void;
}

/** A link that connects one more shop, and what became of earlier ones. */
export function InviteCard({ invitations, made, failure, busy, onInvite, onCopy, onRevoke }: Props) {
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
          <Button onClick={onInvite} loading={busy}>
            {t(made ? "connection.invite.another" : "connection.invite.action")}
          </Button>
        </InlineStack>
        {failure ? (
          <InlineError
            fieldID="invite"
            message={t([`connection.invite.failures.${failure}`, "connection.invite.failures.malformed"])}
          />
        ) : null}
        {invitations.length > 0 ? (
          <BlockStack gap="300">
            <Text as="h3" variant="headingSm">
              {t("connection.invite.sent")}
            </Text>
            <BlockStack gap="300" as="ul">
              {invitations.map((invitation) => (
                <li key={invitation.id} className="plain-item">
                  <InvitationLine invitation={invitation} busy={busy} onRevoke={onRevoke} />
                </li>
              ))}
            </BlockStack>
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
  const { id, state, acceptedShop, createdAt, expiresAt } = invitation;
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
          onClick={() => onRevoke(id)}
        >
          {t("connection.invite.revoke")}
        </Button>
      ) : null}
    </InlineStack>
  );
}
