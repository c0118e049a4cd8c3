import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { ReviewAnswer } from "#app/routes/app.review.$object/review.server.ts";
import type { ReviewState } from "./review-state.ts";
import type { SyncForm } from "./sync-form.ts";
import { toSubmission } from "./sync-form.ts";

const everyMs = 1000;

/** The object's review, asked for once the tab stands and every second while it runs; and what a merchant can do with it. */
export function useReview(object: string, revision: string) {
  const address = `/app/review/${object}`;
  const { load, state, data } = useFetcher<ReviewState>({ key: `review-${object}` });
  const asker = useFetcher<ReviewAnswer>({ key: `change-review-${object}` });
  const idle = useRef(true);
  idle.current = state === "idle";
  useEffect(() => load(address), [load, address]);
  const running = data?.review?.status === "running";
  useEffect(() => {
    if (!running) return;
    const ask = () => {
      if (document.visibilityState === "visible" && idle.current) load(address);
    };
    const timer = setInterval(ask, everyMs);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [running, load, address]);
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
