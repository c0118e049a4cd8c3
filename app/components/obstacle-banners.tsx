import { Banner, BlockStack, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Obstacle } from "./obstacle.ts";
import { useNouns } from "./use-nouns.ts";

interface Props {
  object: string;
  obstacles: readonly Obstacle[];
  /** asks Shopify's admin for access to all orders */
  onAskForOrders: () => void;
}

/** What keeps an object from syncing, wholly or in part, and what the merchant can do about it. */
export function ObstacleBanners({ object, obstacles, onAskForOrders }: Props) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="400">
      {obstacles.map((obstacle) =>
        obstacle.kind === "hubspot_scopes" ? (
          <ScopesBanner key={obstacle.kind} object={object} scopes={obstacle.scopes} />
        ) : (
          <Banner
            key={obstacle.kind}
            tone={obstacle.kind === "no_company_access" ? "warning" : "info"}
            title={t(`obstacles.${obstacle.kind}.title`)}
            {...(obstacle.kind === "recent_orders_only"
              ? { action: { content: t("obstacles.recent_orders_only.action"), onAction: onAskForOrders } }
              : {})}
          >
            <p>{t(`obstacles.${obstacle.kind}.text`)}</p>
          </Banner>
        ),
      )}
    </BlockStack>
  );
}

function ScopesBanner({ object, scopes }: { object: string; scopes: readonly string[] }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  return (
    <Banner
      tone="warning"
      title={t("obstacles.hubspot_scopes.title", nouns)}
      action={{ content: t("connection.scopes.ask_again"), url: "/app/connection" }}
    >
      <BlockStack gap="200">
        <p>{t("obstacles.hubspot_scopes.text", nouns)}</p>
        <List>
          {scopes.map((scope) => (
            <List.Item key={scope}>
              {t([`scopes.${scope.replaceAll(".", "_")}.title`, "scopes.other.title"], { scope })}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Banner>
  );
}
