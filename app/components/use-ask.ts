import { useCallback, useRef, useState } from "react";

interface Asking<Answer> {
  readonly busy: boolean;
  /** the newest answer; null while there is none, or another is asked for */
  readonly answer: Answer | null;
  /** A press while the one before is on its way does nothing. */
  readonly ask: (question: () => Promise<Answer>) => void;
}

/** One question to the server after another, by a merchant's presses. @param unanswered what holds when there is no answer */
export function useAsk<Answer>(unanswered: Answer): Asking<Answer> {
  const [{ busy, answer }, setState] = useState<{ busy: boolean; answer: Answer | null }>({
    busy: false,
    answer: null,
  });
  const asking = useRef(false);
  const ask = useCallback(
    async (question: () => Promise<Answer>) => {
      if (asking.current) return;
      asking.current = true;
      setState({ busy: true, answer: null });
      const newest = await question().catch(() => unanswered);
      asking.current = false;
      setState({ busy: false, answer: newest });
    },
    [unanswered],
  );
  return { busy, answer, ask: useCallback((question) => void ask(question), [ask]) };
}
