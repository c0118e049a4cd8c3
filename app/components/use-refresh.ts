import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import type { Progress } from "./progress.ts";

/**
 * Loads the page anew when the progress tells of something that only a load explains: a sync was turned on or off, a run began, paused or
 * ended.
 */
export function useRefresh(loaded: Progress, latest: Progress): void {
  const { revalidate } = useRevalidator();
  const [before, now] = [turnsOf(loaded), turnsOf(latest)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is loaded answers a turn, and is none itself
  useEffect(() => {
    if (now !== before) revalidate();
  }, [now, revalidate]);
}

function turnsOf({ objects }: Progress): string {
  const turns = Object.entries(objects).map(([object, { enabled, firstSyncDoneAt, run }]) => [
    ...[object, enabled, firstSyncDoneAt, run?.id, run?.status, run?.pausedAt],
  ]);
  return JSON.stringify(turns);
}
