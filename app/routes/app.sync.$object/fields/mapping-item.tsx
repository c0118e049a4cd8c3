import { BlockStack, Button, Checkbox, InlineStack, Select, SkeletonBodyText, Text } from "@shopify/polaris";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Direction } from "#app/sync/record.ts";
import { DirectionArrow } from "./direction-arrow.tsx";
import type { MappingRow } from "./mapping-rows.ts";
import { OptionsLine } from "./options-line.tsx";
import type { Choices } from "./use-choices.ts";
import type { Words } from "./use-words.ts";

/** What can be done to a row. */
export interface RowActions {
  onSwitch: (row: MappingRow, enabled: boolean) => void;
  onTurn: (row: MappingRow, direction: Direction) => void;
  /** of the merchant's own alone */
  onEdit: (row: MappingRow) => void;
  onRemove: (row: MappingRow) => void;
}

interface Props {
  row: MappingRow;
  choices: Choices;
  words: Words;
  /** what the server refused of it, in words */
  fault: string | null;
  actions: RowActions;
}

/** One field: on or off, which way, and what there is to know of it. Drawn again only when something of it changes, for there are many. */
export const MappingItem = memo(function MappingItem({ row, choices, words, fault, actions }: Props) {
  const { t } = useTranslation();
  const name = words.field(row.shopify);
  const field = choices.fields.find((one) => one.name === row.shopify);
  const property = choices.properties.find((one) => one.name === row.hubspot);
  const label = words.property(row);
  const type = field?.type ?? row.type;
  const propertyType = property ?? row.property;
  return (
    <li className="mapping-row">
      <div className="mapping-from">
        <Checkbox
          label={
            <>
              {name}
              <Text as="span" visuallyHidden>
                {` ${t("mapping.row_to", { property: label ?? row.hubspot })}`}
              </Text>
            </>
          }
          {...(type && row.fixed === null ? { helpText: words.typeOfField(type) } : {})}
          checked={row.enabled}
          disabled={row.fixed !== null}
          onChange={(enabled) => actions.onSwitch(row, enabled)}
        />
        {/* Polaris pales the help of a box that cannot be changed, too pale to be read. */}
        {type && row.fixed !== null ? (
          <div className="mapping-type">
            <Text as="p" tone="subdued">
              {words.typeOfField(type)}
            </Text>
          </div>
        ) : null}
      </div>
      <div className="mapping-way">
        <DirectionArrow direction={row.direction} />
        {row.directions.length > 1 ? (
          <Select
            label={t("mapping.direction_of", { field: name, property: label ?? row.hubspot })}
            labelHidden
            options={row.directions.map((value) => ({ value, label: t(`sync.fields.direction.${value}`) }))}
            value={row.direction}
            disabled={!row.enabled}
            onChange={(value) => actions.onTurn(row, value as Direction)}
          />
        ) : (
          <Text as="span" tone="subdued">
            {t(`sync.fields.direction.${row.direction}`)}
          </Text>
        )}
      </div>
      <div className="mapping-to">
        {label === null && choices.state.hubspot === "loading" ? (
          <SkeletonBodyText lines={1} />
        ) : (
          <Text as="p">{label ?? row.hubspot}</Text>
        )}
        <Text as="p" tone="subdued" breakWord>
          {propertyType ? `${row.hubspot} · ${words.typeOfProperty(propertyType)}` : row.hubspot}
        </Text>
      </div>
      <div className="mapping-notes">
        <BlockStack gap="100">
          <Notes row={row} words={words} />
          {row.enabled ? <OptionsLine field={field} property={property} direction={row.direction} /> : null}
          {fault ? (
            <div data-fault tabIndex={-1}>
              <Text as="p" tone="critical">
                {fault}
              </Text>
            </div>
          ) : null}
          {row.group === "custom" ? (
            <InlineStack gap="300">
              <Button
                variant="plain"
                onClick={() => actions.onEdit(row)}
                accessibilityLabel={t("mapping.edit_of", { field: name })}
              >
                {t("mapping.edit")}
              </Button>
              <Button
                variant="plain"
                tone="critical"
                onClick={() => actions.onRemove(row)}
                accessibilityLabel={t("mapping.remove_of", { field: name })}
              >
                {t("mapping.remove")}
              </Button>
            </InlineStack>
          ) : null}
        </BlockStack>
      </div>
    </li>
  );
});

/** Why a field cannot be changed or rests, and what must be minded with it. */
function Notes({ row, words }: { row: MappingRow; words: Words }) {
  const { t } = useTranslation();
  const { enabled, direction, fixed, rests, harmful, notes, group, transform } = row;
  const writesShopify = enabled && direction !== "to_hubspot";
  const lines = [
    ...(fixed ? [t(`mapping.fixed.${fixed}`)] : []),
    ...(harmful && enabled && direction === "to_hubspot" ? [t("mapping.harmful")] : []),
    ...(writesShopify ? notes.map((note) => t(`mapping.notes.${note}`)) : []),
    ...(group === "custom" ? [t("mapping.conversion", { name: words.transform(transform) })] : []),
  ];
  const warnings = [
    ...(harmful && writesShopify ? [t(`fieldWarnings.${row.shopify}`)] : []),
    ...(rests && enabled
      ? [t(`mapping.rests.${rests}${rests === "read_only" && row.directions.length > 1 ? "_turn" : ""}`)]
      : []),
  ];
  return (
    <>
      {lines.map((line) => (
        <Text key={line} as="p" variant="bodySm" tone="subdued">
          {line}
        </Text>
      ))}
      {warnings.map((line) => (
        <Text key={line} as="p" variant="bodySm" tone="caution">
          {line}
        </Text>
      ))}
    </>
  );
}
