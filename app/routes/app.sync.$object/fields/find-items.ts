/** Something of one side that can be chosen, with the words that a merchant may know it by. */
export interface PickerItem {
  readonly value: string;
  readonly label: string;
  /** internal name and type */
  readonly detail: string;
  /** why it cannot be chosen, in words; null: it can */
  readonly fault: string | null;
}

interface FoundItems {
  readonly found: readonly PickerItem[];
  /** how many of them can be chosen */
  readonly fitting: number;
}

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

/** The items that hold every word of a text: those that can be chosen first, among them those whose label begins with it. */
export function findItems(items: readonly PickerItem[], text: string): FoundItems {
  const sought = plain(text).trim();
  const words = sought.split(/\s+/);
  const matching = items.filter(({ label, detail }) => {
    const names = plain(`${label} ${detail}`);
    return words.every((word) => names.includes(word));
  });
  const rank = (item: PickerItem): number => (item.fault ? 2 : 0) + (plain(item.label).startsWith(sought) ? 0 : 1);
  return {
    found: matching.toSorted((a, b) => rank(a) - rank(b)),
    fitting: matching.filter(({ fault }) => fault === null).length,
  };
}
