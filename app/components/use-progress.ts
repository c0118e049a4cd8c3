import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { Progress, ProgressSample } from "./progress.ts";
import { addSample } from "./progress.ts";

/**
 * The sync's progress, asked for again while the page is visible, as often as `pace` says of the newest answer (milliseconds).
 * @returns the newest answer, the first being what the page was loaded with.
 */
export function useProgress(first: Progress, pace: (progress: Progress) => number): Progress {
  const { load, state, data } = useFetcher<Progress>({ key: "progress" });
  const idle = useRef(true);
  idle.current = state === "idle";
  const [latest, setLatest] = useState(first);
  // What the page loads anew, after a save for one, is newer than the last answer.
  useEffect(() => setLatest(first), [first]);
  useEffect(() => {
    if (data) setLatest(data);
  }, [data]);
  const everyMs = pace(latest);
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === "visible" && idle.current) load("/app/progress");
    };
    const timer = setInterval(ask, everyMs);
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("focus", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
      window.removeEventListener("focus", ask);
    };
  }, [everyMs, load]);
  return latest;
}

/** Every second while a first sync runs, else slowly, so that the numbers stay true on a page left open. */
export function paceOfRuns(progress: Progress): number {
  return Object.values(progress.objects).some((object) => object.run?.status === "running") ? 1000 : 10_000;
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
