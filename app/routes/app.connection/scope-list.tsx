import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ScopeLists } from "./connection-model.ts";
import { describeScopes } from "./connection-model.ts";

/** The permissions in a merchant's words; once connected, with what was granted. */
export function ScopeList({ scopes, connected }: { scopes: ScopeLists; connected: boolean }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="300" as="ul">
      {describeScopes(scopes).map(({ scope, key, optional, granted }) => (
        <li key={scope} className="plain-item">
          <InlineStack align="space-between" blockAlign="start" gap="200">
            <div className="grow">
              <Text as="p" fontWeight="medium">
                {t([`scopes.${key}.title`, "scopes.other.title"], { scope })}
              </Text>
              <Text as="p" tone="subdued">
                {t([`scopes.${key}.text`, "scopes.other.text"])}
              </Text>
            </div>
            {connected ? (
              <Badge tone={granted ? "success" : "attention"}>{t(granted ? "scopes.granted" : "scopes.missing")}</Badge>
            ) : (
              <Badge>{t(optional ? "scopes.optional" : "scopes.required")}</Badge>
            )}
          </InlineStack>
        </li>
      ))}
    </BlockStack>
  );
}
