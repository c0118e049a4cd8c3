import { createContext, useCallback, useEffect, useRef, useState } from "react";
import { askJson } from "#app/components/ask-json.ts";
import type { FormFaults } from "./form-faults.ts";
import { noFaults } from "./form-faults.ts";
import type { changeSync } from "./sync.server.ts";
import type { SyncForm } from "./sync-form.ts";
import type { SyncModel } from "./sync-model.ts";

export type SyncAnswer = Awaited<ReturnType<typeof changeSync>>;

/** What holds when the server did not answer: whether it did what was asked for is not known. */
export const unanswered: SyncAnswer = { ok: false, code: "unanswered", faults: noFaults, newer: null };

/** What `/app/sync/:object/change` answers a POST; a GET is answered the model alone. */
export interface SyncChange {
  readonly answer: SyncAnswer;
  /** what the page shows after it */
  readonly model: SyncModel;
}

/** Has the server change something, and shows what the page is then. Rejected when there is no answer. */
export type ChangeSync = (fields: Readonly<Record<string, string>>) => Promise<SyncAnswer>;

/** What tabs need of the editor around them besides its form. */
export interface EditorLink {
  readonly change: ChangeSync;
  /** Marks in the tabs what the server refused of a form that was sent. */
  readonly onFaults: (faults: FormFaults, sent: SyncForm) => void;
}

export const EditorContext = createContext<EditorLink>({
  change: () => Promise.reject(new Error("there is no editor around")),
  onFaults: () => undefined,
});

/**
 * What the editor shows, as the page was loaded with it and as the server told since. By requests of our own: a failed load of the router's
 * would take the editor, with what is unsaved in it, away.
 */
export function useSyncModel(loaded: SyncModel) {
  const [model, setModel] = useState(loaded);
  useEffect(() => setModel(loaded), [loaded]);
  const address = `/app/sync/${loaded.object}/change`;
  const changes = useRef(0);
  const change: ChangeSync = useCallback(
    async (body) => {
      const changed = await askJson<SyncChange>(address, { body });
      changes.current += 1;
      setModel(changed.model);
      return changed.answer;
    },
    [address],
  );
  const reload = useCallback(async () => {
    const before = changes.current;
    const read = await askJson<SyncModel>(address);
    // What was asked for before a change was answered may be of before the change.
    if (changes.current === before) setModel(read);
  }, [address]);
  return { model, change, reload };
}
