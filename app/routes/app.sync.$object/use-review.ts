import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { ReviewStanding } from "#app/components/progress.ts";
import type { ReviewAnswer } from "#app/routes/app.review.$object/review.server.ts";
import type { ReviewState } from "./review-state.ts";
import type { SyncForm } from "./sync-form.ts";
import { toSubmission } from "./sync-form.ts";

/**
 * The object's review, and what a merchant can do with it: asked for once the tab stands, and again whenever the progress, which the page
 * follows in any case, tells of another standing of it.
 */
export function useReview(object: string, revision: string, standing: ReviewStanding | undefined) {
  const address = `/app/review/${object}`;
  const { load, state, data } = useFetcher<ReviewState>({ key: `review-${object}` });
  const asker = useFetcher<ReviewAnswer>({ key: `change-review-${object}` });
  const told = JSON.stringify(standing ?? null);
  const asked = useRef<string | null>(null);
  useEffect(() => {
    // One answer after another: what is told meanwhile is asked for when the last one is there.
    if (state !== "idle" || asked.current === told) return;
    asked.current = told;
    load(address);
  }, [state, told, load, address]);
  const answer = asker.state === "idle" ? asker.data : undefined;
  useEffect(() => {
    if (answer) load(address);
  }, [answer, load, address]);
  const post = (fields: Record<string, string>) => asker.submit(fields, { method: "post", action: address });
  return {
    state: data,
    busy: asker.state !== "idle",
    refused: answer && !answer.ok ? answer.code : null,
    start: (form: SyncForm, again: boolean) =>
      post({ ...toSubmission(form, revision), intent: "start", again: again ? "yes" : "no" }),
    cancel: () => post({ intent: "cancel" }),
  };
}
