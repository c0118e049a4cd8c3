import { Badge } from "@shopify/polaris";
import type { KeyboardEvent, ReactNode } from "react";
import { useRef } from "react";

interface TabItem {
  readonly id: string;
  readonly label: string;
  /** what is wrong behind the tab, in a word or a number, with what it means; absent: nothing */
  readonly mark?: { readonly text: string; readonly label: string } | undefined;
}

interface Props {
  /** what the tabs are of, for screen readers */
  label: string;
  tabs: readonly TabItem[];
  selected: string;
  /** the tabs are the head of a card, and no card themselves */
  within?: boolean;
  onSelect: (id: string) => void;
}

const steps: Readonly<Record<string, (place: number, count: number) => number>> = {
  ArrowRight: (place, count) => (place + 1) % count,
  ArrowLeft: (place, count) => (place - 1 + count) % count,
  Home: () => 0,
  End: (_place, count) => count - 1,
};

/**
 * Tabs over one form or list. Polaris' own measure themselves first and are not there when the server renders them: the page would jump. One stop
 * of the tab key; arrows, Home and End move between them.
 */
export function TabBar({ label, tabs, selected, within = false, onSelect }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const place = tabs.findIndex(({ id }) => id === selected);
    const next = step && tabs[step(place, tabs.length)];
    if (!next) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`#${tabId(next.id)}`)?.focus();
  };
  return (
    <div
      className={within ? "tab-bar is-within" : "tab-bar"}
      role="tablist"
      aria-label={label}
      ref={list}
      onKeyDown={move}
    >
      {tabs.map(({ id, label: name, mark }) => (
        <button
          key={id}
          id={tabId(id)}
          type="button"
          role="tab"
          className="tab-bar-tab"
          aria-selected={id === selected}
          aria-controls={panelId(id)}
          tabIndex={id === selected ? 0 : -1}
          onClick={() => onSelect(id)}
        >
          {name}
          {mark ? (
            <Badge tone="critical" toneAndProgressLabelOverride={mark.label}>
              {mark.text}
            </Badge>
          ) : null}
        </button>
      ))}
    </div>
  );
}

/** What a tab shows. Only the selected one's is on the page. */
export function TabPanel({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={panelId(id)} role="tabpanel" aria-labelledby={tabId(id)}>
      {children}
    </div>
  );
}

const tabId = (id: string) => `tab-${id}`;
const panelId = (id: string) => `panel-${id}`;
