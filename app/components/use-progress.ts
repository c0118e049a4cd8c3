import { useEffect, useState } from "react";
import { askJson } from "./ask-json.ts";
import { followEvents } from "./follow-events.ts";
import type { Progress, ProgressSample } from "./progress.ts";
import { addSample, isUnderWay } from "./progress.ts";

/**
 * The sync's progress while the page is visible: told by the server whenever it changes, and where its events do not come through asked for
 * as often as `pace` says of the newest answer (milliseconds).
 * @returns the newest state, the first being what the page was loaded with.
 */
export function useProgress(first: Progress, pace: (progress: Progress) => number): Progress {
  const [latest, setLatest] = useState(first);
  const visible = useVisible();
  const live = useLive(visible, first, setLatest);
  // What the page loads anew, after a save for one, is newer than the last answer.
  useEffect(() => setLatest(first), [first]);
  const everyMs = pace(latest);
  useEffect(() => {
    if (!visible || live) return;
    const leaving = new AbortController();
    let waiting = false;
    const ask = () => {
      if (waiting) return;
      waiting = true;
      askJson<Progress>("/app/progress", { signal: leaving.signal })
        // Without an answer the last one stands, and the next turn asks again.
        .then(
          (newest) => !leaving.signal.aborted && setLatest(newest),
          () => undefined,
        )
        .finally(() => {
          waiting = false;
        });
    };
    const timer = setInterval(ask, everyMs);
    window.addEventListener("focus", ask);
    return () => {
      leaving.abort();
      clearInterval(timer);
      window.removeEventListener("focus", ask);
    };
  }, [visible, live, everyMs]);
  return latest;
}

/** Follows the server's events, begun anew with each state that the page loads. @returns whether they come; until it is known, they do. */
function useLive(visible: boolean, first: Progress, onProgress: (progress: Progress) => void): boolean {
  const [live, setLive] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stream's first event is the state after the page's own load
  useEffect(() => {
    if (!visible) return;
    const stop = new AbortController();
    const onData = (text: string) => onProgress(JSON.parse(text) as Progress);
    void followEvents({ url: "/app/events", signal: stop.signal, onData, onLive: setLive });
    return () => stop.abort();
  }, [visible, first, onProgress]);
  return live;
}

/** Whether the page is seen: one that lies behind others asks for nothing. */
function useVisible(): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === "visible");
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return visible;
}

/** Every second while a first sync or a review runs, else slowly, so that the numbers stay true on a page left open. */
export function paceOfRuns({ objects, reviews = {} }: Progress): number {
  const isBusy =
    Object.values(objects).some(({ run }) => isUnderWay(run)) ||
    Object.values(reviews).some(({ status }) => status === "running");
  return isBusy ? 1000 : 10_000;
}

/** What was seen of a run so far, for an estimate. */
export function useSamples(runId: string | undefined, processed: number): readonly ProgressSample[] {
  const [samples, setSamples] = useState<{ runId: string | undefined; list: readonly ProgressSample[] }>({
    runId,
    list: [],
  });
  useEffect(() => {
    setSamples((old) => ({
      runId,
      list: addSample(old.runId === runId ? old.list : [], { atMs: Date.now(), processed }),
    }));
  }, [runId, processed]);
  return samples.list;
}
