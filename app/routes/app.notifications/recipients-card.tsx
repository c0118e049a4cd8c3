import { Badge, BlockStack, Button, Card, Form, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecipientFacts } from "./notifications-model.ts";

interface Props {
  recipients: readonly RecipientFacts[];
  /** what is wrong with the address, as a code */
  failure: string | null;
  busy: boolean;
  onAdd: (address: string) => void;
  onRemove: (id: string) => void;
}

/** Who gets the mails. An address counts once its owner has agreed. */
export function RecipientsCard({ recipients, failure, busy, onAdd, onRemove }: Props) {
  const { t } = useTranslation();
  const [address, setAddress] = useState("");
  // What was typed stays when it was wrong, and goes once it is in the list.
  useEffect(
    () => setAddress((typed) => (recipients.some((it) => it.address === typed.trim()) ? "" : typed)),
    [recipients],
  );
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("notifications.recipients.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t(recipients.length > 0 ? "notifications.recipients.text" : "notifications.recipients.none")}
          </Text>
        </BlockStack>
        {recipients.length > 0 ? (
          <BlockStack gap="300" as="ul">
            {recipients.map((recipient) => (
              <li key={recipient.id} className="plain-item">
                <RecipientLine recipient={recipient} busy={busy} onRemove={onRemove} />
              </li>
            ))}
          </BlockStack>
        ) : null}
        <Form onSubmit={() => onAdd(address)}>
          <TextField
            label={t("notifications.recipients.address")}
            type="email"
            value={address}
            onChange={setAddress}
            autoComplete="email"
            helpText={t("notifications.recipients.help")}
            {...(failure ? { error: t(`notifications.failures.${failure}`) } : {})}
            connectedRight={
              <Button submit loading={busy} disabled={address.trim() === ""}>
                {t("notifications.recipients.add")}
              </Button>
            }
          />
        </Form>
      </BlockStack>
    </Card>
  );
}

const tones = { asked: "attention", confirmed: "success", stopped: "new" } as const;

function RecipientLine(props: { recipient: RecipientFacts; busy: boolean; onRemove: Props["onRemove"] }) {
  const { recipient, busy, onRemove } = props;
  const { t } = useTranslation();
  const { id, address, state, undelivered } = recipient;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <div className="grow">
        <InlineStack gap="200" blockAlign="center">
          <Text as="p" fontWeight="medium" breakWord>
            {address}
          </Text>
          <Badge tone={tones[state]}>{t(`notifications.states.${state}`)}</Badge>
          {undelivered ? <Badge tone="critical">{t("notifications.states.undelivered")}</Badge> : null}
        </InlineStack>
        {state !== "confirmed" || undelivered ? (
          <Text as="p" tone="subdued">
            {t(`notifications.hints.${undelivered ? "undelivered" : state}`)}
          </Text>
        ) : null}
      </div>
      <Button
        variant="tertiary"
        disabled={busy}
        accessibilityLabel={t("notifications.recipients.remove_label", { address })}
        onClick={() => onRemove(id)}
      >
        {t("notifications.recipients.remove")}
      </Button>
    </InlineStack>
  );
}
