import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { CardFailure } from "./card-failure.tsx";
import type { StoreFacts } from "./connection-model.ts";

interface Props {
  stores: readonly StoreFacts[];
  busy: boolean;
  /** code of what kept a store from being disconnected */
  failure: string | null;
  onDisconnect: (store: StoreFacts) => void;
}

/** The shops that use the same HubSpot account. Of another shop no more than this is shown. */
export function StoresCard({ stores, busy, failure, onDisconnect }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("connection.stores.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t(stores.length > 1 ? "connection.stores.text" : "connection.stores.alone")}
          </Text>
        </BlockStack>
        <BlockStack gap="300" as="ul">
          {stores.map((store) => (
            <li key={store.domain} className="plain-item">
              <StoreLine store={store} busy={busy} onDisconnect={onDisconnect} />
            </li>
          ))}
        </BlockStack>
        {failure ? <CardFailure id="stores" code={failure} /> : null}
      </BlockStack>
    </Card>
  );
}

function StoreLine({ store, busy, onDisconnect }: { store: StoreFacts } & Omit<Props, "stores" | "failure">) {
  const { t } = useTranslation();
  const format = useFormat();
  const since = t("connection.stores.since", { time: format.dateTime(store.connectedAt) });
  const name = store.name ?? store.domain;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <div className="grow">
        <InlineStack gap="200" blockAlign="center">
          <Text as="p" fontWeight="medium">
            {name}
          </Text>
          {store.isThis ? <Badge tone="info">{t("connection.stores.this")}</Badge> : null}
          <Badge tone={store.syncsOn > 0 ? "success" : "new"}>
            {store.syncsOn > 0
              ? t("connection.stores.syncing", { count: store.syncsOn, number: format.number(store.syncsOn) })
              : t("connection.stores.nothing_on")}
          </Badge>
        </InlineStack>
        <Text as="p" tone="subdued" breakWord>
          <span suppressHydrationWarning>{[store.domain, since].join(" · ")}</span>
        </Text>
      </div>
      {store.isInvited && !store.isThis ? (
        <Button
          tone="critical"
          variant="tertiary"
          disabled={busy}
          accessibilityLabel={t("connection.stores.disconnect_label", { store: name })}
          onClick={() => onDisconnect(store)}
        >
          {t("connection.disconnect.action")}
        </Button>
      ) : null}
    </InlineStack>
  );
}
