import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { askJson } from "./ask-json.ts";

/**
 * Loads the page anew again and again while `waiting`, when somebody sees it. A load that is under way is left to end, for another one
 * would break it off, and a server that is slow would never be heard; and none begins before the server has answered something small, for
 * one that fails takes the page away.
 */
export function usePoll(waiting: boolean, everyMs: number): void {
  const { revalidate, state } = useRevalidator();
  const idle = useRef(true);
  idle.current = state === "idle";
  useEffect(() => {
    if (!waiting) return;
    const leaving = new AbortController();
    let asking = false;
    const timer = setInterval(() => {
      if (asking || !idle.current || document.visibilityState !== "visible") return;
      asking = true;
      askJson("/app/progress", { signal: leaving.signal })
        // Without an answer what stands there stays, and the next turn asks again.
        .then(revalidate, () => undefined)
        .finally(() => {
          asking = false;
        });
    }, everyMs);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [waiting, everyMs, revalidate]);
}
