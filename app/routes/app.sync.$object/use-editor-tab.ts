import { useSearchParams } from "@remix-run/react";
import { useCallback } from "react";
import type { EditorTab } from "./editor-tabs.ts";
import { tabOf, tabsOf } from "./editor-tabs.ts";
import type { SyncModel } from "./sync-model.ts";

/** The tab that the address names, and the way to another: a step that the browser's back button takes back. */
export function useEditorTab(model: Pick<SyncModel, "stages">): readonly [EditorTab, (tab: EditorTab) => void] {
  const [params, setParams] = useSearchParams();
  const tab = tabOf(tabsOf(model), params.get("tab"));
  const select = useCallback(
    (next: EditorTab) => {
      const withTab = (old: URLSearchParams) => {
        const changed = new URLSearchParams(old);
        changed.set("tab", next);
        return changed;
      };
      setParams(withTab, { preventScrollReset: true });
    },
    [setParams],
  );
  return [tab, select];
}
