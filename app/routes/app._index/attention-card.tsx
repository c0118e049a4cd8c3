import { BlockStack, Button, Card, Icon, InlineStack, Text } from "@shopify/polaris";
import { AlertCircleIcon, AlertTriangleIcon, CheckCircleIcon, InfoIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import type { AttentionItem } from "./attention.ts";

const icons = { critical: AlertCircleIcon, warning: AlertTriangleIcon, info: InfoIcon } as const;

/** What needs the merchant, gravest first, each with its one action. When nothing does, it says so. */
export function AttentionCard({ items }: { items: readonly AttentionItem[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("attention.title")}
        </Text>
        {items.length === 0 ? (
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <span>
              <Icon source={CheckCircleIcon} tone="success" />
            </span>
            <Text as="p">{t("attention.nothing")}</Text>
          </InlineStack>
        ) : (
          items.map((item) => <Item key={`${item.kind}-${item.object}`} item={item} />)
        )}
      </BlockStack>
    </Card>
  );
}

function Item({ item }: { item: AttentionItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nouns = useNouns(item.object ?? "customers");
  const values = { ...nouns, count: item.count, number: format.number(item.count) };
  const title = t(`attention.${item.kind}.title`, values);
  return (
    <InlineStack gap="200" align="space-between" blockAlign="center">
      <div className="grow">
        <InlineStack gap="200" wrap={false} blockAlign="start">
          <span>
            <Icon source={icons[item.tone]} tone={item.tone} accessibilityLabel={t(`attention.tones.${item.tone}`)} />
          </span>
          <BlockStack gap="050">
            <Text as="p" fontWeight="medium">
              {title}
            </Text>
            <Text as="p" tone="subdued">
              {textOf(item, t, values)}
            </Text>
          </BlockStack>
        </InlineStack>
      </div>
      <Button url={item.url} accessibilityLabel={`${t(`attention.${item.kind}.action`)}: ${title}`}>
        {t(`attention.${item.kind}.action`)}
      </Button>
    </InlineStack>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

function textOf({ kind, reason }: AttentionItem, t: Translate, values: Record<string, unknown>): string {
  if (kind === "run_failed") return t([`errors.${reason}`, "errors.unexpected"], values);
  if (kind === "failing" && reason) {
    return t("attention.failing.reason", {
      reason: t([`reasons.${reason}.title`, "reasons.unexpected.title"], values),
    });
  }
  return t(`attention.${kind}.text`, values);
}
