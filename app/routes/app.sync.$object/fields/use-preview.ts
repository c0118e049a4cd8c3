import { useEffect, useRef, useState } from "react";
import { askJson } from "#app/components/ask-json.ts";
import type { PreviewAnswer } from "#app/routes/app.mapping-preview.$object/preview-answer.ts";

/** Long enough that nobody's typing asks both vendors at every letter. */
const restMs = 700;

export interface PreviewState {
  readonly open: boolean;
  readonly loading: boolean;
  /** the newest answer: of the form as it is, or as it was while a newer one is asked for */
  readonly answer: PreviewAnswer | null;
}

/** What the form as it stands would make of real records: asked for when the merchant wants it, and again when the form has changed. */
export function usePreview(object: string, submission: Readonly<Record<string, string>>) {
  const [open, setOpen] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<PreviewAnswer | null>(null);
  const [loading, setLoading] = useState(false);
  const isFirst = useRef(true);
  const sent = JSON.stringify(submission);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (!open) return;
    const leaving = new AbortController();
    setLoading(true);
    const ask = () => {
      isFirst.current = false;
      askJson<PreviewAnswer>(`/app/mapping-preview/${object}`, { body: JSON.parse(sent), signal: leaving.signal })
        .catch(() => ({ kind: "unreachable" }) as const)
        .then((latest) => {
          if (leaving.signal.aborted) return;
          setAnswer(latest);
          setLoading(false);
        });
    };
    const timer = setTimeout(ask, isFirst.current ? 0 : restMs);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [open, object, sent, attempt]);
  return {
    state: { open, loading, answer } satisfies PreviewState,
    toggle: () => {
      isFirst.current = true;
      setOpen((was) => !was);
    },
    retry: () => {
      isFirst.current = true;
      setAttempt((count) => count + 1);
    },
  };
}
