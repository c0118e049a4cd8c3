import { useAppBridge } from "@shopify/app-bridge-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "#app/components/use-ask.ts";
import type { EditorTab } from "./editor-tabs.ts";
import { firstFaultyTab } from "./editor-tabs.ts";
import type { FormFaults } from "./form-faults.ts";
import { hasFaults, noFaults, standingFaults } from "./form-faults.ts";
import type { Problem } from "./problem-banner.tsx";
import type { SyncForm } from "./sync-form.ts";
import { toSubmission } from "./sync-form.ts";
import type { SyncModel } from "./sync-model.ts";
import type { useSyncForm } from "./use-sync-form.ts";
import type { ChangeSync, SyncAnswer } from "./use-sync-model.ts";
import { unanswered } from "./use-sync-model.ts";

interface Input {
  model: SyncModel;
  edit: ReturnType<typeof useSyncForm>;
  tab: EditorTab;
  onTab: (tab: EditorTab) => void;
  change: ChangeSync;
}

/** Sends what the merchant wants to the server, and says what came of it. */
export function useSyncSave({ model, edit, tab, onTab, change }: Input) {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const { busy, answer, ask } = useAsk<SyncAnswer>(unanswered);
  /** the form that was saved last */
  const [sent, setSent] = useState<SyncForm | null>(null);
  /** what was refused last, of which form */
  const [refused, setRefused] = useState<{ readonly faults: FormFaults; readonly form: SyncForm } | null>(null);
  const onFaults = useCallback((faults: FormFaults, form: SyncForm) => setRefused({ faults, form }), []);
  const failure = answer && !answer.ok ? answer : null;
  const faults = refused ? standingFaults(refused.faults, refused.form, edit.form) : noFaults;

  const send = (form: SyncForm, revision: string) =>
    ask(async () => {
      setSent(form);
      setRefused(null);
      const saved = await change({ ...toSubmission(form, revision), intent: "save" });
      if (!saved.ok) onFaults(saved.faults, form);
      return saved;
    });
  const submit = (intent: string) =>
    ask(async () => {
      setSent(null);
      return await change({ intent });
    });

  const latest = useRef({ edit, tab, onTab, sent });
  latest.current = { edit, tab, onTab, sent };
  const seeksFault = useRef(false);
  useEffect(() => {
    if (!answer) return;
    const now = latest.current;
    if (answer.ok) {
      if (now.sent) now.edit.settle(now.sent);
      bridge.toast.show(t(`sync.toast.${answer.done}`));
      return;
    }
    const faulty = firstFaultyTab(answer.faults, now.tab);
    if (faulty && faulty !== now.tab) now.onTab(faulty);
    seeksFault.current = hasFaults(answer.faults);
  }, [answer, bridge, t]);
  // The tab with the fault may come to stand on the page only later.
  useEffect(() => {
    if (seeksFault.current && focusFirstFault()) seeksFault.current = false;
  });

  const changedMeanwhile = (newer: NonNullable<NonNullable<typeof failure>["newer"]>): Problem => ({
    kind: "changed_meanwhile",
    newer,
    theirs: edit.theirs,
    ours: edit.ours,
    onLoadTheirs: edit.discard,
    onSaveOurs: () => send(edit.rebase(), model.revision),
  });
  const problem = (): Problem | null => {
    if (!failure) return null;
    if (failure.newer) return edit.dirty ? changedMeanwhile(failure.newer) : null;
    const isMended = failure.code === "invalid" && !hasFaults(faults);
    return isMended ? null : { kind: "failure", code: failure.code };
  };
  return {
    busy,
    faults,
    problem: problem(),
    save: () => send(edit.form, edit.revision),
    submit,
    onFaults,
  };
}

/** Puts the focus where the first refused choice is. @returns whether there was one */
function focusFirstFault(): boolean {
  const marks = ['[aria-invalid="true"]', "[data-fault]"].map((mark) => `[role="tabpanel"] ${mark}`);
  const first = document.querySelector<HTMLElement>(marks.join());
  first?.focus();
  return first !== null;
}
