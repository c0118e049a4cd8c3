import { Banner, BlockStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import type { Choices } from "./use-choices.ts";

interface Props {
  object: string;
  choices: Choices;
  onRetry: () => void;
  /** asks Shopify's admin for what it has not granted */
  onAskForScopes: (scopes: readonly string[]) => void;
}

/** Which side's fields cannot be shown now, why, and what to do. The defaults show all the same. */
export function ChoiceNotices({ object, choices, onRetry, onAskForScopes }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const { state, shopifyScopes } = choices;
  const retry = { content: t("mapping.unavailable.retry"), onAction: onRetry };
  const connect = { content: t("mapping.unavailable.connect"), url: "/app/connection" };
  const allow = { content: t("mapping.unavailable.allow"), onAction: () => onAskForScopes(shopifyScopes) };
  const kinds = [
    { side: "shopify", kind: state.shopify, action: state.shopify === "missing_scope" ? allow : retry },
    {
      side: "hubspot",
      kind: state.hubspot,
      action: state.hubspot === "unreachable" ? retry : connect,
    },
  ].filter(({ kind }) => kind !== "loading" && kind !== "listed");
  if (kinds.length === 0) return null;
  return (
    <BlockStack gap="400">
      {kinds.map(({ side, kind, action }) => (
        <Banner
          key={side}
          tone={kind === "object_unavailable" ? "info" : "warning"}
          title={t(`mapping.unavailable.${side}.${kind}.title`, nouns)}
          action={action}
        >
          <p>{t(`mapping.unavailable.${side}.${kind}.text`, nouns)}</p>
        </Banner>
      ))}
    </BlockStack>
  );
}
