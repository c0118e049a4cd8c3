import { useState } from "react";
import type { SavedForm, SyncEdit } from "./sync-edit.ts";
import { changeEdit, rebaseEdit } from "./sync-edit.ts";
import type { SyncForm } from "./sync-form.ts";
import { changedChoices } from "./sync-form.ts";

/**
 * The form that spans the tabs. What the page loads anew shows at once while nothing is unsaved; an edit goes on from what it began with,
 * so that a save tells the server honestly what the merchant had seen.
 */
export function useSyncForm(saved: SavedForm) {
  const [edit, setEdit] = useState<SyncEdit | null>(null);
  const { form, revision } = edit ? { form: edit.form, revision: edit.base.revision } : saved;
  return {
    form,
    revision,
    dirty: edit !== null,
    change: (patch: Partial<SyncForm>) => setEdit((old) => changeEdit(old, saved, patch)),
    discard: () => setEdit(null),
    /** What was sent is saved: what was changed since then stays to be saved. */
    settle: (sent: SyncForm) =>
      setEdit((old) => old && rebaseEdit({ base: { ...old.base, form: sent }, form: old.form }, saved)),
    /** Puts the choices that this edit changed on top of what is saved now. @returns the form that comes of it */
    rebase: (): SyncForm => {
      const moved = edit && rebaseEdit(edit, saved);
      setEdit(moved);
      return moved?.form ?? saved.form;
    },
    /** what somebody else saved since the edit began */
    theirs: edit ? changedChoices(edit.base.form, saved.form) : [],
    /** what this edit changes */
    ours: edit ? changedChoices(edit.base.form, edit.form) : [],
  };
}
