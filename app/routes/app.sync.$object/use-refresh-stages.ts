import { useFetcher } from "@remix-run/react";
import type { changeSync } from "./sync.server.ts";

/** Has the portal's pipelines read anew; the page loads what was read with the answer. */
export function useRefreshStages(object: string) {
  const fetcher = useFetcher<typeof changeSync>({ key: `stages-${object}` });
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return {
    busy: fetcher.state !== "idle",
    done: answer?.ok === true,
    /** why it could not be done, a locale key `sync.errors.<code>` */
    failure: answer && !answer.ok ? answer.code : null,
    ask: () => fetcher.submit({ intent: "refresh_stages" }, { method: "post" }),
  };
}
