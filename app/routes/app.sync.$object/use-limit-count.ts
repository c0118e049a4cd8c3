import { useCallback, useEffect, useRef, useState } from "react";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { FormLimit } from "./sync-form.ts";

/** A line of the count's answer: what was counted so far, or why it ended early. */
export type CountLine =
  | { readonly counted: number; readonly inside: number; readonly total: number | null; readonly done: boolean }
  | { readonly failed: string };

type CountState =
  | { readonly kind: "idle" }
  | { readonly kind: "failed"; readonly code: string }
  /** `total`: how many there are, as far as Shopify says */
  | {
      readonly kind: "counting" | "stopped" | "done";
      readonly counted: number;
      readonly inside: number;
      readonly total: number | null;
    };

const nothing = { counted: 0, inside: 0, total: null };

/** Counts the records that a limit lets in, line by line as the server reads them. Another limit begins anew. */
export function useLimitCount(object: MainObjectKey, limit: FormLimit) {
  const [state, setState] = useState<CountState>({ kind: "idle" });
  const running = useRef<AbortController | null>(null);
  const asked = JSON.stringify([limit.match, limit.conditions]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was counted holds for one limit alone
  useEffect(() => {
    running.current?.abort();
    setState({ kind: "idle" });
    return () => running.current?.abort();
  }, [asked]);

  const start = useCallback(async () => {
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: "counting", ...nothing });
    try {
      for await (const line of readLines(object, limit, controller.signal)) {
        if ("failed" in line) setState({ kind: "failed", code: line.failed });
        else setState({ ...line, kind: line.done ? "done" : "counting" });
      }
    } catch {
      // Stopped by the merchant, whose numbers stand; or the connection is gone.
      if (!controller.signal.aborted) setState({ kind: "failed", code: "failed" });
    }
  }, [object, limit]);
  const stop = () => {
    running.current?.abort();
    setState((old) => (old.kind === "counting" ? { ...old, kind: "stopped" } : old));
  };
  return { state, start: () => void start(), stop };
}

async function* readLines(object: MainObjectKey, limit: FormLimit, signal: AbortSignal): AsyncGenerator<CountLine> {
  const body = new FormData();
  body.set("limit", JSON.stringify(limit));
  const response = await fetch(`/app/limit-count/${object}`, { method: "POST", body, signal });
  if (!response.ok || !response.body) throw new Error("the count was not answered");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (rest + chunk.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as CountLine;
  }
}
