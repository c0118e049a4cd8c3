import type { FormFaults } from "./form-faults.ts";
import type { SyncModel } from "./sync-model.ts";

/** The editor's tabs in their order; each is the value of `?tab=`, and a locale key `sync.tabs.<tab>`. */
const editorTabs = ["configure", "fields", "limit", "stages", "associations", "review"] as const;
export type EditorTab = (typeof editorTabs)[number];

/** The tabs of an object's editor. */
export function tabsOf({ stages }: Pick<SyncModel, "stages">): readonly EditorTab[] {
  return editorTabs.filter((tab) => tab !== "stages" || stages !== null);
}

/** The tab that an address names, the first one when it names none of these. */
export function tabOf(tabs: readonly EditorTab[], name: string | null): EditorTab {
  return tabs.find((tab) => tab === name) ?? "configure";
}

/** How much the server refused of each tab's choices. */
export function countFaults({
  fields,
  mappings,
  limit,
  stages,
}: FormFaults): Readonly<Partial<Record<EditorTab, number>>> {
  return { configure: fields.length, fields: mappings.length, limit: limit.length, stages: stages.length };
}

/** The tab where a merchant has to look: the one that is shown if anything of it was refused, else the first. */
export function firstFaultyTab(faults: FormFaults, shown: EditorTab): EditorTab | null {
  const counts = countFaults(faults);
  if (counts[shown]) return shown;
  return editorTabs.find((tab) => counts[tab]) ?? null;
}
