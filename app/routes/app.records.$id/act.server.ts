import { z } from "zod";
import type { Container } from "#app/container.server.ts";
import { chooseMatch } from "#app/services/choose-match.ts";
import { decideRecord, decisions } from "#app/services/decide-record.ts";
import { syncRecordNow } from "#app/services/sync-record-now.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

const acts = z.discriminatedUnion("intent", [
  z.object({ intent: z.enum(["retry", "recreate"]) }),
  z.object({ intent: z.enum(decisions) }),
  z.object({ intent: z.literal("choose"), candidateId: z.string().regex(/^\d{1,20}$/) }),
]);

type Deps = Pick<Container, "db" | "store" | "vendors" | "clock" | "hash" | "log">;

export interface Named {
  readonly shop: string;
  readonly userId: string;
  readonly object: MainObjectKey;
  /** of its outcome */
  readonly id: string;
}

/** Does what a button of the page asks. @returns "marked", or the code of why not: locale keys `record.toast.<code>` */
export async function actOnRecord(deps: Deps, { shop, userId, object, id }: Named, form: FormData) {
  const read = acts.safeParse(Object.fromEntries(form));
  if (!read.success) return "invalid";
  const asked = read.data;
  const record = { shop, userId, object, outcomeId: id };
  if (asked.intent === "retry" || asked.intent === "recreate")
    return await syncRecordNow(deps, { ...record, forced: asked.intent });
  if (asked.intent === "choose") return await chooseMatch(deps, { ...record, candidateId: asked.candidateId });
  return await decideRecord(deps, { ...record, decision: asked.intent });
}
