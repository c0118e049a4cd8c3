import { BlockStack } from "@shopify/polaris";
import type { Dispatch, ReactNode, SetStateAction } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { RowFault } from "#app/services/mappings/check-mappings.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { Direction, MainObjectKey } from "#app/sync/record.ts";
import { ChoiceNotices } from "./choice-notices.tsx";
import type { OpenMapping } from "./draft-mapping.ts";
import { isBegun, openMapping } from "./draft-mapping.ts";
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
  /** the mapping that is open in the form; null: none */
  open: OpenMapping | null;
  onOpen: Dispatch<SetStateAction<OpenMapping | null>>;
  onChange: (mappings: readonly FieldMapping[]) => void;
  onShow: (shown: ShownRows) => void;
  onText: (text: string) => void;
  onMade: (property: PropertyFacts) => void;
  onRetry: () => void;
  onAskForScopes: (scopes: readonly string[]) => void;
}

/** The fields of an object: its defaults, the merchant's own, and the form in which those are made. */
export function FieldsScreen(props: Props) {
  const { object, saved, mappings, choices, open, onOpen, onChange } = props;
  const { t } = useTranslation();
  const words = useWords(object, choices);
  // Whoever comes back to the tab is not taken to the form that still stands there.
  const [stood, setStood] = useState(open?.id ?? null);
  const editing = open?.id ?? null;
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
  const startEditing = (id: string) => {
    setStood(null);
    // What is typed in the one that is open is not dropped for another.
    if (!isBegun(open)) onOpen(openMapping(id, mappings.find((mapping) => rowId(mapping) === id) ?? null));
    else document.getElementById("open-mapping")?.focus();
  };
  const stopEditing = () => {
    setStood(null);
    onOpen(null);
    // The form is gone: whoever works by keyboard goes on where it was opened.
    requestAnimationFrame(() => document.getElementById("add-mapping")?.focus());
  };
  const actions = useSteady({
    onSwitch: (row, enabled) => onChange(changeRow(model, mappings, row, { enabled })),
    onTurn: (row, direction) => onChange(changeRow(model, mappings, row, { direction })),
    onEdit: (row) => startEditing(row.id),
    onRemove: (row) => {
      const removed = mappings.filter(
        (mapping) => rowId(mapping) === row.id && !saved.some((one) => rowId(one) === row.id),
      );
      setDropped((old) => [...old, ...removed]);
      onChange(removeMapping(mappings, row.id));
    },
  });
  const form =
    open === null ? null : (
      <MappingForm
        key={open.id}
        object={object}
        edited={edited}
        draft={open.draft}
        takesFocus={stood !== open.id}
        choices={choices}
        taken={takenBy(model, rows, open.id)}
        words={words}
        onDraft={(change) => onOpen((old) => old && { ...old, draft: change(old.draft) })}
        onMade={props.onMade}
        onCancel={stopEditing}
        onDone={(mapping) => {
          onChange(putMapping(mappings, mapping, edited && open.id));
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
        onAdd={() => startEditing("new")}
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
