import { useContext } from "react";
import { useAsk } from "#app/components/use-ask.ts";
import type { SyncAnswer } from "./use-sync-model.ts";
import { EditorContext, unanswered } from "./use-sync-model.ts";

/** Has the portal's pipelines read anew; the page shows what was read with the answer. */
export function useRefreshStages() {
  const { change } = useContext(EditorContext);
  const { busy, answer, ask } = useAsk<SyncAnswer>(unanswered);
  return {
    busy,
    done: answer?.ok === true,
    /** why it could not be done, a locale key `sync.errors.<code>` */
    failure: answer && !answer.ok ? answer.code : null,
    ask: () => ask(() => change({ intent: "refresh_stages" })),
  };
}
