import { Badge, BlockStack, Button, Card, EmptyState, InlineGrid, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import type { CardState, DiscoverCard, DiscoverModel } from "./discover-model.ts";
import { discoverSections } from "./discover-model.ts";

/** What can be done in HubSpot with what the syncs bring there, each with the way to it. */
export function DiscoverScreen({ model }: { model: DiscoverModel }) {
  const { t } = useTranslation();
  const { cards } = model;
  return (
    <Page title={t("discover.title")} backAction={{ url: "/app", content: t("nav.home") }}>
      {cards ? (
        <BlockStack gap="600">
          <Text as="p" tone="subdued">
            {t("discover.intro")}
          </Text>
          {(["data", "marketing"] as const).map((section) => (
            <BlockStack key={section} gap="300">
              <Text as="h2" variant="headingMd">
                {t(`discover.sections.${section}`)}
              </Text>
              <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400">
                {discoverSections[section].map((card) => (
                  <Place key={card} card={card} state={cards[card]} />
                ))}
              </InlineGrid>
            </BlockStack>
          ))}
        </BlockStack>
      ) : (
        <Card>
          <EmptyState
            heading={t("sync.connect_first.title")}
            action={{ content: t("guide.steps.connect.action"), url: "/app/connection" }}
            image="/connect.svg"
          >
            <p>{t("discover.intro")}</p>
          </EmptyState>
        </Card>
      )}
    </Page>
  );
}

function Place({ card, state }: { card: DiscoverCard; state: CardState }) {
  const { t } = useTranslation();
  const nouns = useNouns(state.kind === "open" ? "customers" : state.object);
  const action = t(`discover.cards.${card}.action`);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {t(`discover.cards.${card}.title`)}
          </Text>
          {state.kind === "missing" ? <Badge>{t("discover.unavailable")}</Badge> : null}
        </InlineStack>
        <Text as="p">{t(`discover.cards.${card}.text`)}</Text>
        {state.kind === "open" ? null : (
          <Text as="p" tone="subdued">
            {t(state.kind === "off" ? "discover.turn_on" : "discover.missing", nouns)}
          </Text>
        )}
        <InlineStack>
          {state.kind === "open" ? (
            <Button url={state.url} target="_blank" accessibilityLabel={t("discover.open_label", { action })}>
              {action}
            </Button>
          ) : (
            <Button url={state.kind === "off" ? "/app/sync" : "/app/connection"}>
              {t(state.kind === "off" ? "discover.to_sync" : "discover.to_connection")}
            </Button>
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
