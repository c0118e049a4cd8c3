import { useContext, useEffect } from "react";
import { askJson } from "#app/components/ask-json.ts";
import type { ReviewStanding } from "#app/components/progress.ts";
import { useAnswer } from "#app/components/use-answer.ts";
import { useAsk } from "#app/components/use-ask.ts";
import type { ReviewAnswer } from "#app/routes/app.review.$object/review.server.ts";
import { noFaults } from "./form-faults.ts";
import type { ReviewState } from "./review-state.ts";
import type { SyncForm } from "./sync-form.ts";
import { toSubmission } from "./sync-form.ts";
import { EditorContext } from "./use-sync-model.ts";

const unanswered: ReviewAnswer = { ok: false, code: "unanswered", faults: noFaults };

/**
 * The object's review, and what a merchant can do with it: asked for once the tab stands, and again whenever the progress, which the page
 * follows in any case, tells of another standing of it.
 */
export function useReview(object: string, revision: string, standing: ReviewStanding | undefined) {
  const address = `/app/review/${object}`;
  const { data, reload } = useAnswer<ReviewState>(address, JSON.stringify(standing ?? null));
  const { busy, answer, ask } = useAsk<ReviewAnswer>(unanswered);
  const { onFaults } = useContext(EditorContext);
  useEffect(() => {
    if (answer) reload();
  }, [answer, reload]);
  const post = (body: Readonly<Record<string, string>>) => askJson<ReviewAnswer>(address, { body });
  const start = async (form: SyncForm, again: boolean) => {
    onFaults(noFaults, form);
    const started = await post({ ...toSubmission(form, revision), intent: "start", again: again ? "yes" : "no" });
    if (!started.ok) onFaults(started.faults, form);
    return started;
  };
  return {
    state: data ?? undefined,
    busy,
    refused: answer && !answer.ok ? answer.code : null,
    start: (form: SyncForm, again: boolean) => ask(() => start(form, again)),
    cancel: () => ask(() => post({ intent: "cancel" })),
  };
}
