import { BlockStack, Button, Card, Collapsible, DataTable, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFieldName } from "#app/components/use-field-name.ts";
import type { TabProps } from "./tab-props.ts";

/** Which field goes where. Read only: the defaults of the object. */
export function FieldsTab({ object, model: { fields } }: TabProps) {
  const { t } = useTranslation();
  const nameOf = useFieldName(object);
  const [open, setOpen] = useState(false);
  const rows = fields.map((field) => [
    nameOf(field.shopify),
    t(`sync.fields.direction.${field.direction}`),
    field.ours ? t("sync.fields.ours", { name: field.hubspot }) : field.hubspot,
  ]);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("sync.fields.title")}
          </Text>
          <Button
            variant="plain"
            ariaControls="fields"
            ariaExpanded={open}
            disclosure={open ? "up" : "down"}
            onClick={() => setOpen(!open)}
          >
            {t(open ? "sync.fields.hide" : "sync.fields.show", { count: fields.length })}
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          {t(`sync.fields.text.${object}`)} {t("sync.fields.ours_text")}
        </Text>
        <Collapsible id="fields" open={open}>
          <DataTable
            columnContentTypes={["text", "text", "text"]}
            headings={[t("sync.fields.shopify"), t("sync.fields.way"), t("sync.fields.hubspot")]}
            rows={rows}
          />
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
