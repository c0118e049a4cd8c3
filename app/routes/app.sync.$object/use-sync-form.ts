import { useState } from "react";
import type { SyncForm } from "./sync-form.ts";
import { changedChoices, isSameForm } from "./sync-form.ts";
import type { SyncModel } from "./sync-model.ts";

type Loaded = Pick<SyncModel, "form" | "revision">;

interface Edit {
  /** what the page showed when the merchant began to change it */
  readonly base: Loaded;
  readonly form: SyncForm;
}

/**
 * The form that spans the tabs. What the page loads anew shows at once while nothing is unsaved; an edit goes on from what it began with,
 * so that a save tells the server honestly what the merchant had seen.
 */
export function useSyncForm(loaded: Loaded) {
  const [edit, setEdit] = useState<Edit | null>(null);
  const base = edit?.base ?? { form: loaded.form, revision: loaded.revision };
  const form = edit?.form ?? loaded.form;
  return {
    form,
    revision: base.revision,
    dirty: edit !== null && !isSameForm(form, base.form),
    change: (patch: Partial<SyncForm>) =>
      setEdit((old) => {
        const began = old?.base ?? { form: loaded.form, revision: loaded.revision };
        const changed = { ...(old?.form ?? loaded.form), ...patch };
        return isSameForm(changed, began.form) ? null : { base: began, form: changed };
      }),
    discard: () => setEdit(null),
    /** What was sent is saved: what was changed since then stays to be saved. */
    settle: (sent: SyncForm) =>
      setEdit((old) => (old ? rebase({ base: { ...loaded, form: sent }, form: old.form }, loaded) : null)),
    /** Puts the choices that this edit changed on top of what is saved now. @returns the form that comes of it */
    rebase: (): SyncForm => {
      const moved = rebase({ base, form }, loaded);
      setEdit(moved);
      return moved?.form ?? loaded.form;
    },
    /** what somebody else saved since the edit began */
    theirs: edit ? changedChoices(edit.base.form, loaded.form) : [],
    /** what this edit changes */
    ours: changedChoices(base.form, form),
  };
}

/** An edit as if it had begun with what is loaded now; null when nothing of it is left. */
function rebase({ base, form }: Edit, loaded: Loaded): Edit | null {
  const ours = Object.fromEntries(changedChoices(base.form, form).map((key) => [key, form[key]]));
  const changed = { ...loaded.form, ...ours } as SyncForm;
  return isSameForm(changed, loaded.form) ? null : { base: loaded, form: changed };
}
