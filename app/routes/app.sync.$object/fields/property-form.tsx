import { BlockStack, Box, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askJson } from "#app/components/ask-json.ts";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { CreatePropertyAnswer } from "#app/routes/app.mapping-property.$object/property-answer.ts";
import type { ListedField } from "#app/services/mappings/list-shopify-fields.ts";
import { fittingProperty } from "#app/sync/mapping/fitting-property.ts";
import { propertyNameOf } from "#app/sync/mapping/property-name.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { Words } from "./use-words.ts";

interface Props {
  object: MainObjectKey;
  field: ListedField;
  words: Words;
  onMade: (property: PropertyFacts) => void;
  onCancel: () => void;
}

/** Makes the HubSpot property for a field: its label is the field's, its name follows the label until the merchant writes another. */
export function PropertyForm({ object, field, words, onMade, onCancel }: Props) {
  const { t } = useTranslation();
  const [label, setLabel] = useState(words.field(field.name));
  const [ownName, setOwnName] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = ownName ?? propertyNameOf(label);
  const wanted = fittingProperty(field, field.choices);
  const create = async () => {
    setBusy(true);
    const body = { field: field.name, label: label.trim(), name };
    const ask = askJson<CreatePropertyAnswer>(`/app/mapping-property/${object}`, { body });
    const answer = await ask.catch(() => ({ kind: "refused", code: "unreachable" }) as const);
    setBusy(false);
    if (answer.kind === "created") onMade(answer.property);
    else setFault(answer.code);
  };
  const isOfLabel = fault === "label_missing";
  const error = fault ? t(`property_faults.${fault}`) : undefined;
  return (
    <Box padding="400" background="bg-surface" borderRadius="200" borderWidth="025" borderColor="border">
      <BlockStack gap="300">
        <Text as="h4" variant="headingSm">
          {t("mapping.create.title")}
        </Text>
        <TextField
          label={t("mapping.create.label")}
          autoComplete="off"
          maxLength={200}
          value={label}
          onChange={(text) => {
            setLabel(text);
            setFault(null);
          }}
          {...(error && isOfLabel ? { error } : {})}
        />
        <TextField
          label={t("mapping.create.name")}
          helpText={t("mapping.create.name_help")}
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(text) => {
            setOwnName(text);
            setFault(null);
          }}
          {...(error && !isOfLabel ? { error } : {})}
        />
        <Text as="p" tone="subdued">
          {t("mapping.create.type", { type: words.typeOfProperty(wanted) })}
          {wanted.options && wanted.type === "enumeration"
            ? ` ${t("mapping.options.list", { options: wanted.options.map((one) => one.label).join(", ") })}`
            : ""}
        </Text>
        <InlineStack gap="200">
          <Button loading={busy} onClick={() => void create()}>
            {t("mapping.create.action")}
          </Button>
          <Button variant="tertiary" disabled={busy} onClick={onCancel}>
            {t("form.cancel")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
