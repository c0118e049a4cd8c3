import { useCallback, useEffect, useMemo, useState } from "react";
import { askJson } from "#app/components/ask-json.ts";
import type { LimitMetafield, LimitMetafields } from "#app/services/limits/list-limit-metafields.ts";

/** The shop's metafields, as far as it has said so. */
export interface KnownMetafields {
  /** `unreachable` also stands for an answer of ours that did not come */
  readonly state: "loading" | LimitMetafields["metafields"]["kind"];
  readonly fields: readonly LimitMetafield[];
  /** what Shopify must grant before it lists them */
  readonly scopes: readonly string[];
}

export const noMetafields: KnownMetafields = { state: "loading", fields: [], scopes: [] };

/** The metafields that a limit can ask for, asked for once the page stands. */
export function useLimitMetafields(object: string) {
  const [answer, setAnswer] = useState<LimitMetafields | "failed" | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const leaving = new AbortController();
    setAnswer(null);
    askJson<LimitMetafields>(`/app/limit-fields/${object}`, { signal: leaving.signal }).then(setAnswer, () => {
      if (!leaving.signal.aborted) setAnswer("failed");
    });
    return () => leaving.abort();
  }, [object, attempt]);
  const metafields = useMemo(() => toKnown(answer), [answer]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return { metafields, reload };
}

function toKnown(answer: LimitMetafields | "failed" | null): KnownMetafields {
  if (answer === null) return noMetafields;
  if (answer === "failed") return { ...noMetafields, state: "unreachable" };
  const { metafields, scopes } = answer;
  return { state: metafields.kind, fields: metafields.kind === "listed" ? metafields.fields : [], scopes };
}
