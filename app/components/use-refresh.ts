import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import type { Progress } from "./progress.ts";

const retryMs = 5_000;

/**
 * Loads the page anew when the progress tells of something that only a load explains: a sync was turned on or off, a run began, paused or
 * ended.
 * @param reload by this instead of the router's load; one that is rejected is tried again a while later
 */
export function useRefresh(loaded: Progress, latest: Progress, reload?: () => Promise<void>): void {
  const { revalidate } = useRevalidator();
  const load: () => Promise<void> | void = reload ?? revalidate;
  const [before, now] = [turnsOf(loaded), turnsOf(latest)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is loaded answers a turn, and is none itself
  useEffect(() => {
    if (now === before) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const again = () => {
      if (wanted) timer = setTimeout(ask, retryMs);
    };
    const ask = () => void load()?.catch(again);
    ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [now, load]);
}

function turnsOf({ objects }: Progress): string {
  const turns = Object.entries(objects).map(([object, { enabled, firstSyncDoneAt, run }]) => [
    ...[object, enabled, firstSyncDoneAt, run?.id, run?.status, run?.pausedAt],
  ]);
  return JSON.stringify(turns);
}
