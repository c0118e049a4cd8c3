import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import { missingOptions } from "#app/sync/mapping/missing-options.ts";
import type { Direction } from "#app/sync/record.ts";

interface Props {
  /** absent: the shop has not said which values it allows */
  field: { readonly choices?: readonly string[] } | undefined;
  property: Pick<PropertyFacts, "type" | "fieldType" | "options" | "label"> | undefined;
  direction: Direction;
}

const mostNamed = 4;

/** What a dropdown takes, and which of the shop's values it does not. */
export function OptionsLine({ field, property, direction }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (property?.type !== "enumeration" || property.fieldType === "booleancheckbox") return null;
  const { options } = property;
  const named = options.slice(0, mostNamed).map(({ label }) => label);
  const more = options.length - named.length;
  const missing = direction === "to_shopify" ? [] : missingOptions(field?.choices ?? [], options);
  return (
    <BlockStack gap="100">
      <Text as="p" variant="bodySm" tone="subdued">
        {t("mapping.options.list", { options: named.join(", ") })}
        {more > 0 ? ` ${t("mapping.options.more", { count: more, number: format.number(more) })}` : ""}
      </Text>
      {missing.length > 0 ? (
        <Text as="p" variant="bodySm" tone="caution">
          {t("mapping.options.missing", { values: missing.join(", "), property: property.label })}
        </Text>
      ) : null}
    </BlockStack>
  );
}
