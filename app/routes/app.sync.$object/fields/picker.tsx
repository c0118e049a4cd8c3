import { BlockStack, Combobox, Icon, Listbox, Text } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import type { PickerItem } from "./find-items.ts";
import { findItems } from "./find-items.ts";

interface Props {
  label: string;
  /** the label is said aloud alone */
  labelHidden?: boolean;
  items: readonly PickerItem[];
  /** value of the item that is chosen */
  selected: string | null;
  placeholder: string;
  loading: boolean;
  error: string | null;
  onSelect: (value: string) => void;
}

const mostShown = 40;

/**
 * A searchable list of one side's fields. Only the best matches are drawn, so that a thousand properties are as quick as ten. What cannot
 * be chosen comes last with its reason, which is also said aloud when nothing else is left.
 */
export function Picker({ label, labelHidden = false, items, selected, placeholder, loading, error, onSelect }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  // Polaris keeps the list while it fades away, and the field would still name an option of it, or an earlier list, as the active one.
  const [open, setOpen] = useState(false);
  const listId = useId();
  const chosen = items.find(({ value }) => value === selected);
  const { found, fitting } = findItems(items, typed ?? "");
  const shown = found.slice(0, mostShown);
  const more = found.length - shown.length;
  const note = (label: string): PickerItem => ({ value: "", label, detail: "", fault: "" });
  const rows =
    found.length === 0
      ? [note(t(loading ? "mapping.picker.loading" : "mapping.picker.none"))]
      : [...shown, ...(more > 0 ? [note(t("mapping.picker.more", { count: more, number: format.number(more) }))] : [])];
  useMeasureAgain(open, typed);
  const [first] = found;
  const status =
    first?.fault && fitting === 0
      ? `${first.label}: ${first.fault}`
      : t("mapping.picker.found", { count: fitting, number: format.number(fitting) });
  return (
    <>
      <Combobox
        maxHeight="20rem"
        onClose={() => setOpen(false)}
        activator={
          <Combobox.TextField
            label={label}
            labelHidden={labelHidden}
            autoComplete="off"
            value={typed ?? chosen?.label ?? ""}
            placeholder={placeholder}
            prefix={<Icon source={SearchIcon} />}
            onFocus={() => setOpen(true)}
            // Only here: Polaris closes the list as well when the page is scrolled, which is no reason to type again.
            onBlur={() => setTyped(null)}
            onChange={(text) => {
              setOpen(true);
              setTyped(text);
            }}
            loading={loading}
            {...(error ? { error } : chosen ? { helpText: chosen.detail } : {})}
          />
        }
      >
        {open ? (
          <Listbox
            customListId={listId}
            accessibilityLabel={label}
            onSelect={(value) => {
              setTyped(null);
              if (shown.some((item) => item.value === value && item.fault === null)) onSelect(value);
            }}
          >
            {rows.map((item, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: of a list in which nothing can be chosen Polaris goes on naming the option that was active, which has to be there still
              <Item key={place} item={item} selected={item.value === selected} />
            ))}
          </Listbox>
        ) : null}
      </Combobox>
      <Text as="p" visuallyHidden>
        <span aria-live="polite">{typed === null ? "" : status}</span>
      </Text>
    </>
  );
}

/** Polaris misses a list that becomes shorter while it is being placed, and keeps the height of the longer one. */
function useMeasureAgain(open: boolean, typed: string | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed changes the list
  useEffect(() => {
    if (!open) return;
    const frame = requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
    return () => cancelAnimationFrame(frame);
  }, [open, typed]);
}

function Item({ item, selected }: { item: PickerItem; selected: boolean }) {
  const disabled = item.fault !== null;
  return (
    <Listbox.Option value={item.value} selected={selected} disabled={disabled}>
      <Listbox.TextOption selected={selected} disabled={disabled}>
        <BlockStack>
          <span>{item.label}</span>
          {item.detail ? (
            <Text as="span" variant="bodySm" tone="subdued">
              {item.detail}
            </Text>
          ) : null}
          {item.fault ? (
            <Text as="span" variant="bodySm" tone="subdued">
              {item.fault}
            </Text>
          ) : null}
        </BlockStack>
      </Listbox.TextOption>
    </Listbox.Option>
  );
}
