import { Badge, BlockStack, Box, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { ShownRows } from "./filter-rows.ts";
import { filterRows, shownRows } from "./filter-rows.ts";
import type { RowActions } from "./mapping-item.tsx";
import { MappingItem } from "./mapping-item.tsx";
import type { MappingRow } from "./mapping-rows.ts";
import { rowGroups, rowId } from "./mapping-rows.ts";
import type { Choices } from "./use-choices.ts";
import type { Words } from "./use-words.ts";

interface Props {
  object: string;
  /** which way the sync as a whole goes */
  direction: FieldMapping["direction"];
  rows: readonly MappingRow[];
  removed: readonly FieldMapping[];
  choices: Choices;
  words: Words;
  shown: ShownRows;
  text: string;
  faultOf: (row: MappingRow) => string | null;
  actions: RowActions;
  /** the form in which a mapping is edited, by the row's id; `new` for another one; null: none is open */
  editing: { readonly id: string; readonly form: ReactNode } | null;
  onShow: (shown: ShownRows) => void;
  onText: (text: string) => void;
  onAdd: () => void;
  onPutBack: (mapping: FieldMapping) => void;
}

/** All fields of the object by what kind of property they go with, to be searched and narrowed down. */
export function MappingList(props: Props) {
  const { object, direction, rows, removed, choices, words, shown, text, editing, onAdd } = props;
  const { t } = useTranslation();
  const namesOf = (row: MappingRow) => `${words.field(row.shopify)} ${words.property(row) ?? ""}`;
  const isFaulty = (row: MappingRow) => props.faultOf(row) !== null;
  const found = filterRows(rows, { shown, text, namesOf, isFaulty });
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              {t("sync.fields.title")}
            </Text>
            <Button onClick={onAdd} disabled={editing !== null} id="add-mapping">
              {t("mapping.add")}
            </Button>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t(`sync.fields.text.${object}`)} {t("mapping.intro")}
            {direction === "both" ? "" : ` ${t(`mapping.whole_sync.${direction}`)}`}
          </Text>
          <Filters {...props} />
        </BlockStack>
      </Box>
      <Text as="p" visuallyHidden>
        <span aria-live="polite">{text === "" ? "" : t("mapping.found", { count: found.length })}</span>
      </Text>
      {editing && !found.some(({ id }) => id === editing.id) ? editing.form : null}
      {rowGroups.map((group) => {
        const inGroup = found.filter((row) => row.group === group);
        const gone = group === "custom" ? removed : [];
        if (inGroup.length + gone.length === 0) return null;
        return (
          <Group key={group} group={group} count={inGroup.length}>
            {inGroup.map((row) =>
              editing?.id === row.id ? (
                <li key={row.id}>{editing.form}</li>
              ) : (
                <MappingItem
                  key={row.id}
                  row={row}
                  choices={choices}
                  words={words}
                  fault={props.faultOf(row)}
                  actions={props.actions}
                />
              ),
            )}
            {gone.map((mapping) => (
              <Removed
                key={rowId(mapping)}
                mapping={mapping}
                words={words}
                onPutBack={() => props.onPutBack(mapping)}
              />
            ))}
          </Group>
        );
      })}
      {found.length === 0 ? (
        <Box padding="400" borderBlockStartWidth="025" borderColor="border-secondary">
          <Text as="p" tone="subdued">
            {t("mapping.none_found")}
          </Text>
        </Box>
      ) : null}
    </Card>
  );
}

function Filters({ shown, text, onShow, onText }: Pick<Props, "shown" | "text" | "onShow" | "onText">) {
  const { t } = useTranslation();
  return (
    <div className="mapping-filters">
      <TextField
        label={t("mapping.find")}
        labelHidden
        placeholder={t("mapping.find")}
        autoComplete="off"
        value={text}
        onChange={onText}
        clearButton
        onClearButtonClick={() => onText("")}
      />
      <Select
        label={t("mapping.show.label")}
        labelInline
        options={shownRows.map((value) => ({ value, label: t(`mapping.show.${value}`) }))}
        value={shown}
        onChange={(value) => onShow(value as ShownRows)}
      />
    </div>
  );
}

function Group({ group, count, children }: { group: string; count: number; children: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section aria-labelledby={`mappings-${group}`}>
      <Box paddingInline="400" paddingBlock="200" background="bg-surface-secondary">
        <InlineStack gap="200" blockAlign="center">
          <div id={`mappings-${group}`}>
            <Text as="h3" variant="headingSm">
              {t(`mapping.groups.${group}`)}
            </Text>
          </div>
          <Badge>{format.number(count)}</Badge>
        </InlineStack>
      </Box>
      <ul className="mapping-rows">{children}</ul>
    </section>
  );
}

function Removed({ mapping, words, onPutBack }: { mapping: FieldMapping; words: Words; onPutBack: () => void }) {
  const { t } = useTranslation();
  const name = words.field(mapping.shopify);
  return (
    <li className="mapping-removed">
      <InlineStack gap="300" blockAlign="center">
        <Text as="span" tone="subdued">
          {t("mapping.removed", { field: name, property: mapping.hubspot })}
        </Text>
        <Button variant="plain" onClick={onPutBack} accessibilityLabel={t("mapping.put_back_of", { field: name })}>
          {t("mapping.put_back")}
        </Button>
      </InlineStack>
    </li>
  );
}
