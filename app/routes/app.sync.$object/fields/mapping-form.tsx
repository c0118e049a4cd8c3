import { Banner, BlockStack, Box, Button, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { Direction, MainObjectKey } from "#app/sync/record.ts";
import type { DraftMapping } from "./draft-mapping.ts";
import { readDraft } from "./draft-mapping.ts";
import { OptionsLine } from "./options-line.tsx";
import type { Taken } from "./pair-ways.ts";
import { Picker } from "./picker.tsx";
import { fieldItems, propertyItems } from "./picker-items.ts";
import { PropertyForm } from "./property-form.tsx";
import type { Choices } from "./use-choices.ts";
import type { Words } from "./use-words.ts";

interface Props {
  object: MainObjectKey;
  /** the mapping that is edited; null: a new one */
  edited: FieldMapping | null;
  draft: DraftMapping;
  /** it was opened just now, and did not stand there when the tab was opened */
  takesFocus: boolean;
  choices: Choices;
  taken: Taken;
  words: Words;
  onDraft: (change: (draft: DraftMapping) => DraftMapping) => void;
  onMade: (property: PropertyFacts) => void;
  onDone: (mapping: FieldMapping) => void;
  onCancel: () => void;
}

/** Puts a mapping of the merchant's own together: a field, a property that fits, a direction and a conversion. */
export function MappingForm(props: Props) {
  const { object, edited, draft, takesFocus, choices, taken, words, onDraft, onMade, onDone, onCancel } = props;
  const { t } = useTranslation();
  const heading = useRef<HTMLDivElement>(null);
  const [tried, setTried] = useState(false);
  const [creating, setCreating] = useState(false);
  const change = (patch: Partial<DraftMapping>) => onDraft((old) => ({ ...old, ...patch }));
  const { field, property, fault, ways, direction, transforms, transform, mapping } = readDraft(draft, choices, taken);
  const errorOf = (isMissing: boolean, key: string) => (tried && isMissing ? t(`mapping.form.${key}`) : null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);

  const done = () => {
    setTried(true);
    if (mapping) onDone({ ...mapping, enabled: edited?.enabled ?? true });
  };
  return (
    <Box padding="400" background="bg-surface-secondary">
      <BlockStack gap="400">
        <div ref={heading} id="open-mapping" tabIndex={-1} className="quiet-focus">
          <Text as="h3" variant="headingSm">
            {t(edited ? "mapping.form.edit_title" : "mapping.form.add_title")}
          </Text>
        </div>
        <div className="mapping-pickers">
          <Picker
            label={t("mapping.form.field")}
            placeholder={t("mapping.form.field_placeholder")}
            items={fieldItems(choices.fields, words, t)}
            selected={draft.field}
            loading={choices.state.shopify === "loading"}
            error={errorOf(!field, "field_missing")}
            onSelect={(name) => change({ field: name, direction: null, transform: null })}
          />
          <BlockStack gap="200">
            <Picker
              label={t("mapping.form.property")}
              placeholder={t("mapping.form.property_placeholder")}
              items={propertyItems(choices.properties, { field, taken, words, t })}
              selected={draft.property}
              loading={choices.state.hubspot === "loading"}
              error={fault ? t(`mapping_faults.${fault}`) : errorOf(!property, "property_missing")}
              onSelect={(name) => change({ property: name, direction: null, transform: null })}
            />
            {field && !creating && choices.state.hubspot === "listed" ? (
              <InlineStack>
                <Button variant="plain" onClick={() => setCreating(true)}>
                  {t("mapping.create.open")}
                </Button>
              </InlineStack>
            ) : null}
          </BlockStack>
        </div>
        {field && creating ? (
          <PropertyForm
            key={field.name}
            object={object}
            field={field}
            words={words}
            onCancel={() => setCreating(false)}
            onMade={(made) => {
              setCreating(false);
              onMade(made);
              change({ property: made.name, direction: null, transform: null });
            }}
          />
        ) : null}
        {field && property && direction && transform ? (
          <>
            <div className="mapping-pickers">
              <Select
                label={t("mapping.form.direction")}
                options={ways.map((value) => ({ value, label: t(`sync.fields.direction.${value}`) }))}
                value={direction}
                disabled={ways.length === 1}
                helpText={ways.length === 1 ? t("mapping.form.one_way") : t(`mapping.form.way.${direction}`)}
                onChange={(value) => change({ direction: value as Direction })}
              />
              {transforms.length > 1 ? (
                <Select
                  label={t("mapping.form.transform")}
                  options={transforms.map((value) => ({ value, label: words.transform(value) }))}
                  value={transform}
                  onChange={(value) => change({ transform: value })}
                />
              ) : null}
            </div>
            {transform === "fixed" ? (
              <TextField
                label={t("mapping.form.text")}
                helpText={t("mapping.form.text_help")}
                autoComplete="off"
                maxLength={200}
                value={draft.text}
                onChange={(text) => change({ text })}
                {...(tried && !mapping ? { error: t("mapping.form.text_missing") } : {})}
              />
            ) : null}
            <OptionsLine field={field} property={property} direction={direction} />
          </>
        ) : null}
        {choices.state.hubspot === "unreachable" || choices.state.shopify === "unreachable" ? (
          <Banner tone="warning">{t("mapping.form.no_choices")}</Banner>
        ) : null}
        <InlineStack gap="200" blockAlign="center">
          <Button variant="primary" onClick={done}>
            {t(edited ? "mapping.form.update" : "mapping.form.add")}
          </Button>
          <Button onClick={onCancel}>{t("form.cancel")}</Button>
          <Text as="span" tone="subdued">
            {t("mapping.form.saved_later")}
          </Text>
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
