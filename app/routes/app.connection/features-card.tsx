import { Badge, Banner, BlockStack, Button, Card, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Feature } from "#app/services/list-features.ts";
import { ConnectLink } from "./connect-link.tsx";
import type { ScopeLists } from "./connection-model.ts";
import { ScopeList } from "./scope-list.tsx";

interface Props {
  features: readonly Feature[];
  scopes: ScopeLists;
  authorizeUrl: string;
  /** HubSpot takes our access: otherwise the banner above has the link already */
  connected: boolean;
}

/** What Tandem may do in the account, what each missing thing means, and how to allow it. */
export function FeaturesCard({ features, scopes, authorizeUrl, connected }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const id = useId();
  const lacking = features.filter(({ missing }) => missing.length > 0);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("connection.features.title")}
        </Text>
        {lacking.length > 0 && connected ? (
          <Banner tone="warning" title={t("connection.features.lacking_title", { count: lacking.length })}>
            <BlockStack gap="300">
              <p>{t("connection.features.lacking_text")}</p>
              <InlineStack>
                <ConnectLink href={authorizeUrl} variant="secondary">
                  {t("connection.features.allow")}
                </ConnectLink>
              </InlineStack>
            </BlockStack>
          </Banner>
        ) : null}
        <BlockStack gap="300" as="ul">
          {features.map((feature) => (
            <li key={feature.key} className="plain-item">
              <FeatureLine feature={feature} />
            </li>
          ))}
        </BlockStack>
        <InlineStack>
          <Button
            variant="plain"
            disclosure={shown ? "up" : "down"}
            ariaExpanded={shown}
            ariaControls={id}
            onClick={() => setShown(!shown)}
          >
            {t("connection.scopes.each")}
          </Button>
        </InlineStack>
        <Collapsible id={id} open={shown}>
          <ScopeList scopes={scopes} connected />
        </Collapsible>
      </BlockStack>
    </Card>
  );
}

function FeatureLine({ feature: { key, missing } }: { feature: Feature }) {
  const { t } = useTranslation();
  const lacks = missing.length > 0;
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200">
      <div className="grow">
        <Text as="p" fontWeight="medium">
          {t(`connection.features.${key}.title`)}
        </Text>
        <Text as="p" tone="subdued">
          {t(`connection.features.${key}.${lacks ? "lacks" : "has"}`)}
        </Text>
        {lacks ? (
          <Text as="p" tone="subdued" breakWord>
            {t("connection.features.scopes", { scopes: missing.join(", ") })}
          </Text>
        ) : null}
      </div>
      <Badge tone={lacks ? "attention" : "success"}>{t(lacks ? "scopes.missing" : "scopes.granted")}</Badge>
    </InlineStack>
  );
}
