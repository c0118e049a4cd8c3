import { Banner, BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import type { TabProps } from "./tab-props.ts";

/** Whether records that are only in HubSpot may be made in the shop. */
export function CreateCard({ object, form, onChange }: TabProps) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.create.title", nouns)}
        </Text>
        <ChoiceList
          name="createInShopify"
          title={t("sync.create.label", nouns)}
          choices={(["update", "create"] as const).map((value) => ({
            value,
            label: t(`sync.create.${value}.label`, nouns),
            helpText: t(`sync.create.${value}.help`, nouns),
          }))}
          selected={[form.createInShopify ? "create" : "update"]}
          onChange={([value]) => onChange({ createInShopify: value === "create" })}
        />
        {form.createInShopify ? (
          <Banner tone="warning">
            <p>{t(`sync.create.warning.${object}`)}</p>
          </Banner>
        ) : null}
      </BlockStack>
    </Card>
  );
}
