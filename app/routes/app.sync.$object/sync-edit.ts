import type { SyncForm } from "./sync-form.ts";
import { changedChoices, isSameForm } from "./sync-form.ts";
import type { SyncModel } from "./sync-model.ts";

/** The choices as they are saved, with the revision that names them. */
export type SavedForm = Pick<SyncModel, "form" | "revision">;

/** What is unsaved on the page. */
export interface SyncEdit {
  /** what the page showed when the merchant began to change it */
  readonly base: SavedForm;
  readonly form: SyncForm;
}

/** The edit with a change more; null when nothing is left to save. */
export function changeEdit(edit: SyncEdit | null, saved: SavedForm, patch: Partial<SyncForm>): SyncEdit | null {
  const base = edit?.base ?? { form: saved.form, revision: saved.revision };
  const form = { ...(edit?.form ?? saved.form), ...patch };
  return isSameForm(form, base.form) ? null : { base, form };
}

/** The choices that an edit changed, on top of what is saved now; null when nothing of it is left. */
export function rebaseEdit({ base, form }: SyncEdit, saved: SavedForm): SyncEdit | null {
  const ours = Object.fromEntries(changedChoices(base.form, form).map((key) => [key, form[key]]));
  return changeEdit(null, saved, ours);
}
