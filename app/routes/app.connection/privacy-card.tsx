import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import type { PrivacyFacts } from "./connection-model.ts";

interface Props {
  requests: readonly PrivacyFacts[];
  onDownload: (id: string) => void;
}

/** What customers asked for by way of Shopify, and the files that the merchant hands on to them. */
export function PrivacyCard({ requests, onDownload }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("privacy.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("privacy.text")}
          </Text>
        </BlockStack>
        <BlockStack gap="300" as="ul">
          {requests.map((request) => (
            <li key={request.id} className="plain-item">
              <Request request={request} onDownload={onDownload} />
            </li>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function Request({ request, onDownload }: { request: PrivacyFacts; onDownload: Props["onDownload"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, kind, customerId, receivedAt, doneAt, hasFile } = request;
  const customer = customerId ? t("privacy.customer", { id: customerId }) : t("privacy.customer_erased");
  const times = [
    t("privacy.received", { time: format.dateTime(receivedAt) }),
    doneAt ? t("privacy.done", { time: format.dateTime(doneAt) }) : t("privacy.not_done"),
  ];
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <div className="grow">
        <Text as="p" fontWeight="medium">
          {t(`privacy.kinds.${kind}`)}
        </Text>
        <Text as="p">{customer}</Text>
        <Text as="p" tone="subdued">
          <span suppressHydrationWarning>{times.join(" · ")}</span>
        </Text>
      </div>
      {hasFile ? (
        <Button accessibilityLabel={t("privacy.download_label", { customer })} onClick={() => onDownload(id)}>
          {t("privacy.download")}
        </Button>
      ) : null}
    </InlineStack>
  );
}
