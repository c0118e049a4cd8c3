import { BlockStack } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { RowFault } from "#app/services/mappings/check-mappings.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { Direction, MainObjectKey } from "#app/sync/record.ts";
import { ChoiceNotices } from "./choice-notices.tsx";
import type { ShownRows } from "./filter-rows.ts";
import { MappingForm } from "./mapping-form.tsx";
import type { RowActions } from "./mapping-item.tsx";
import { MappingList } from "./mapping-list.tsx";
import type { FieldsModel } from "./mapping-rows.ts";
import { changeRow, putMapping, removedOf, removeMapping, rowId, rowsOf } from "./mapping-rows.ts";
import { takenBy } from "./pair-ways.ts";
import type { Choices } from "./use-choices.ts";
import { useWords } from "./use-words.ts";

interface Props {
  object: MainObjectKey;
  model: FieldsModel;
  /** the mappings as they are saved, and as they stand in the form */
  saved: readonly FieldMapping[];
  mappings: readonly FieldMapping[];
  direction: Direction;
  faults: readonly RowFault[];
  choices: Choices;
  shown: ShownRows;
  text: string;
  /** what shows below the list */
  preview: ReactNode;
  /** the mapping that is edited from the start: a row's id or `new` */
  editing?: string;
  onChange: (mappings: readonly FieldMapping[]) => void;
  onShow: (shown: ShownRows) => void;
  onText: (text: string) => void;
  onMade: (property: PropertyFacts) => void;
  onRetry: () => void;
  onAskForScopes: (scopes: readonly string[]) => void;
}

/** The fields of an object: its defaults, the merchant's own, and the form in which those are made. */
export function FieldsScreen(props: Props) {
  const { object, saved, mappings, choices, onChange } = props;
  const { t } = useTranslation();
  const words = useWords(object, choices);
  const [editing, setEditing] = useState<string | null>(props.editing ?? null);
  // Never saved, and taken out again: it can be put back as well, until the form is saved.
  const [dropped, setDropped] = useState<readonly FieldMapping[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a save is the end of it
  useEffect(() => setDropped([]), [saved]);
  // What HubSpot says now is newer than what the last sync found.
  const unavailable = choices.unavailable ?? props.model.unavailable;
  const model = useMemo(() => ({ ...props.model, unavailable }), [props.model, unavailable]);
  const rows = useMemo(() => rowsOf(model, mappings), [model, mappings]);
  const faults = new Map(props.faults.map(({ row, code }) => [mappings[row] && rowId(mappings[row]), code]));
  const edited = mappings.find((mapping) => rowId(mapping) === editing) ?? null;
  const stopEditing = () => {
    setEditing(null);
    // The form is gone: whoever works by keyboard goes on where it was opened.
    requestAnimationFrame(() => document.getElementById("add-mapping")?.focus());
  };
  const actions = useSteady({
    onSwitch: (row, enabled) => onChange(changeRow(model, mappings, row, { enabled })),
    onTurn: (row, direction) => onChange(changeRow(model, mappings, row, { direction })),
    onEdit: (row) => setEditing(row.id),
    onRemove: (row) => {
      const removed = mappings.filter(
        (mapping) => rowId(mapping) === row.id && !saved.some((one) => rowId(one) === row.id),
      );
      setDropped((old) => [...old, ...removed]);
      onChange(removeMapping(mappings, row.id));
    },
  });
  const form =
    editing === null ? null : (
      <MappingForm
        key={editing}
        object={object}
        edited={edited}
        choices={choices}
        taken={takenBy(model, rows, editing)}
        words={words}
        onMade={props.onMade}
        onCancel={stopEditing}
        onDone={(mapping) => {
          onChange(putMapping(mappings, mapping, edited && editing));
          stopEditing();
        }}
      />
    );
  return (
    <BlockStack gap="400">
      <ChoiceNotices object={object} choices={choices} onRetry={props.onRetry} onAskForScopes={props.onAskForScopes} />
      <MappingList
        object={object}
        direction={props.direction}
        rows={rows}
        removed={removedOf(model, [...saved, ...dropped], mappings)}
        choices={choices}
        words={words}
        shown={props.shown}
        text={props.text}
        faultOf={(row) => {
          const code = faults.get(row.id);
          return code ? t(`mapping_faults.${code}`) : null;
        }}
        actions={actions}
        editing={editing !== null && form ? { id: editing, form } : null}
        onShow={props.onShow}
        onText={props.onText}
        onAdd={() => setEditing("new")}
        onPutBack={(mapping) => onChange(putMapping(mappings, mapping))}
      />
      {props.preview}
    </BlockStack>
  );
}

/** @returns actions that stay the same while what they do follows the page, so that no row is drawn anew on their account. */
function useSteady(newest: RowActions): RowActions {
  const latest = useRef(newest);
  latest.current = newest;
  return useMemo(
    () => ({
      onSwitch: (row, enabled) => latest.current.onSwitch(row, enabled),
      onTurn: (row, direction) => latest.current.onTurn(row, direction),
      onEdit: (row) => latest.current.onEdit(row),
      onRemove: (row) => latest.current.onRemove(row),
    }),
    [],
  );
}
