import {
  Banner,
  BlockStack,
  Button,
  Card,
  DescriptionList,
  EmptyState,
  InlineStack,
  List,
  Page,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import type { InvitationModel } from "./invitation-model.ts";

interface Props {
  model: InvitationModel;
  /** why the last attempt did not connect, as a code */
  failure: string | null;
  busy: boolean;
  onAccept: () => void;
}

/** Another shop invites this one into its HubSpot account: what that means, and the button that agrees. */
export function InvitationScreen({ model, failure, busy, onAccept }: Props) {
  const { t } = useTranslation();
  return (
    <Page
      narrowWidth
      title={t("invitation.title")}
      backAction={{ url: "/app/connection", content: t("nav.connection") }}
    >
      <BlockStack gap="400">
        {failure ? (
          <Banner tone="critical" title={t("invitation.failed")}>
            <p>{t([`invitation.states.${failure}.text`, "errors.unexpected"])}</p>
          </Banner>
        ) : null}
        {model.state === "open" && model.offer ? (
          <Offer offer={model.offer} shop={model.shop} busy={busy} onAccept={onAccept} />
        ) : (
          <Card>
            <EmptyState
              heading={t(`invitation.states.${model.state}.title`)}
              action={{ content: t("invitation.to_connection"), url: "/app/connection" }}
              image="/connect.svg"
            >
              <p>{t(`invitation.states.${model.state}.text`)}</p>
            </EmptyState>
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}

interface OfferProps {
  offer: NonNullable<InvitationModel["offer"]>;
  shop: string;
  busy: boolean;
  onAccept: () => void;
}

function Offer({ offer, shop, busy, onAccept }: OfferProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { inviterName, inviterDomain, hubDomain, portalId, expiresAt } = offer;
  const items = [
    { term: t("invitation.by"), description: inviterName ? `${inviterName} (${inviterDomain})` : inviterDomain },
    { term: t("connection.account.domain"), description: hubDomain ?? portalId },
    { term: t("connection.account.id"), description: portalId },
    { term: t("invitation.this_store"), description: shop },
    {
      term: t("invitation.until"),
      description: <span suppressHydrationWarning>{format.dateTime(expiresAt)}</span>,
    },
  ];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("invitation.offer.title")}
        </Text>
        <DescriptionList items={items} gap="tight" />
        <Text as="p">{t("invitation.offer.text")}</Text>
        <List>
          {(["data", "nothing_yet", "shared", "leave"] as const).map((point) => (
            <List.Item key={point}>{t(`invitation.offer.points.${point}`)}</List.Item>
          ))}
        </List>
        <Banner tone="warning">
          <p>{t("invitation.offer.know")}</p>
        </Banner>
        <InlineStack gap="200">
          <Button variant="primary" loading={busy} onClick={onAccept}>
            {t("invitation.accept", { account: hubDomain ?? portalId })}
          </Button>
          <Button url="/app/connection" disabled={busy}>
            {t("invitation.decline")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
