import { useCallback, useEffect, useRef, useState } from "react";
import { askJson } from "./ask-json.ts";

const retryMs = 5_000;

interface Asked<Answer> {
  /** the newest answer of this address; null until there is one */
  readonly data: Answer | null;
  /** an answer is on its way */
  readonly reading: boolean;
  readonly reload: () => void;
}

/**
 * What a resource route of ours answers: read once the page stands, again whenever `cue` changes, and by `reload`. One answer comes after
 * another, so that a slow one is not asked for ever anew. Where there is none, the last one stands, and the route is asked again a while later.
 * A fetcher would be read anew with each load of the page, and take the page away when it fails.
 * @param url null: nothing is asked for
 */
export function useAnswer<Answer>(url: string | null, cue = ""): Asked<Answer> {
  const [latest, setLatest] = useState<{ readonly url: string; readonly data: Answer } | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const [again, setAgain] = useState(0);
  const reload = useCallback(() => setAgain((count) => count + 1), []);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const started = useRef("");
  const due = [url, cue, again].join(" ");
  useEffect(() => {
    if (url === null || reading === url || started.current === due) return;
    started.current = due;
    setReading(url);
    clearTimeout(timer.current);
    askJson<Answer>(url)
      .then(
        (data) => setLatest((old) => (started.current.startsWith(`${url} `) ? { url, data } : old)),
        () => {
          timer.current = setTimeout(reload, retryMs);
        },
      )
      .finally(() => setReading((now) => (now === url ? null : now)));
  }, [url, reading, due, reload]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { data: latest?.url === url ? (latest?.data ?? null) : null, reading: reading !== null, reload };
}
