import { Banner, BlockStack, Button, Card, EmptyState, InlineError, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { NotificationsAnswer, NotificationsForm, NotificationsModel } from "./notifications-model.ts";
import { RecipientsCard } from "./recipients-card.tsx";
import { WishesCard } from "./wishes-card.tsx";

interface Props {
  model: NotificationsModel;
  /** the choices as they stand on the page, saved or not */
  form: NotificationsForm;
  answer: NotificationsAnswer | null;
  busy: boolean;
  onChange: (patch: Partial<NotificationsForm>) => void;
  onAdd: (address: string) => void;
  onRemove: (id: string) => void;
  onTest: () => void;
}

/** Who is told by e-mail, of what, and a mail to try it. */
export function NotificationsScreen({ model, answer, ...props }: Props) {
  const { t } = useTranslation();
  const failed = answer?.done === "failed" ? answer : null;
  return (
    <Page
      narrowWidth
      title={t("notifications.title")}
      subtitle={t("notifications.subtitle")}
      backAction={{ url: "/app", content: t("nav.home") }}
    >
      {model.available ? (
        <BlockStack gap="400">
          {failed?.code === "malformed" ? (
            <Banner tone="critical">
              <p>{t("notifications.failures.malformed")}</p>
            </Banner>
          ) : null}
          <RecipientsCard
            recipients={model.recipients}
            failure={failed?.field === "address" ? failed.code : null}
            busy={props.busy}
            onAdd={props.onAdd}
            onRemove={props.onRemove}
          />
          <WishesCard form={props.form} wrong={failed?.field === "threshold"} onChange={props.onChange} />
          <TestCard
            canTest={model.recipients.some(({ state }) => state === "confirmed")}
            failure={failed?.code === "nobody"}
            busy={props.busy}
            onTest={props.onTest}
          />
        </BlockStack>
      ) : (
        <Card>
          <EmptyState heading={t("notifications.unavailable.title")} image="/nothing.svg">
            <p>{t("notifications.unavailable.text")}</p>
          </EmptyState>
        </Card>
      )}
    </Page>
  );
}

function TestCard(props: { canTest: boolean; failure: boolean; busy: boolean; onTest: () => void }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("notifications.test.title")}
        </Text>
        <Text as="p">{t(props.canTest ? "notifications.test.text" : "notifications.test.nobody")}</Text>
        <InlineStack>
          <Button id="test-mail" disabled={!props.canTest} loading={props.busy && props.canTest} onClick={props.onTest}>
            {t("notifications.test.action")}
          </Button>
        </InlineStack>
        {props.failure ? <InlineError fieldID="test-mail" message={t("notifications.failures.nobody")} /> : null}
      </BlockStack>
    </Card>
  );
}
