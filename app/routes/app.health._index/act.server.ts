import { z } from "zod";
import type { Container } from "#app/container.server.ts";
import { createMissingOptions } from "#app/services/create-missing-options.ts";
import { decideRecord } from "#app/services/decide-record.ts";
import { retryGroup } from "#app/services/retry-group.ts";
import { syncRecordNow } from "#app/services/sync-record-now.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { searchTroubled } from "./health.server.ts";
import type { HealthAnswer } from "./health-model.ts";

const object = z.enum(mainObjectKeys);
const anyObject = z.union([object, z.literal("").transform(() => null)]);
const status = z.enum(["failing", "excluded"]);
const id = z.string().regex(/^\d{1,19}$/);

const acts = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("retry_group"), object: anyObject, status, reason: z.string().max(60).optional() }),
  z.object({ intent: z.literal("retry"), object, id }),
  z.object({ intent: z.literal("exclude"), object, id }),
  z.object({ intent: z.literal("include"), object, id }),
  z.object({ intent: z.literal("options"), object }),
  z.object({ intent: z.literal("search"), object: anyObject, q: z.string().max(320) }),
]);

type Deps = Pick<Container, "db" | "hash" | "store" | "clock" | "vendors" | "log" | "hubspot">;

/** Does what a form of the screen asks. Doing it twice is doing it once. */
export async function act(
  deps: Deps,
  { shop, userId }: { readonly shop: string; readonly userId: string },
  form: FormData,
): Promise<HealthAnswer> {
  const read = acts.safeParse(Object.fromEntries(form));
  if (!read.success) return { ok: false, code: "invalid" };
  const asked = read.data;
  switch (asked.intent) {
    case "retry_group": {
      const { reason, ...group } = asked;
      const result = await retryGroup(deps, { shop, ...group, ...(reason === undefined ? {} : { reason }) });
      return result.kind === "marked" ? done("retrying", result.count) : { ok: false, code: result.kind };
    }
    case "retry": {
      const wanted = { shop, object: asked.object, outcomeId: asked.id, forced: "retry" } as const;
      const result = await syncRecordNow(deps, wanted);
      return result === "marked" ? done("retrying", 1) : { ok: false, code: result };
    }
    case "exclude":
    case "include": {
      const wanted = { shop, userId, object: asked.object, outcomeId: asked.id, decision: asked.intent };
      const result = await decideRecord(deps, wanted);
      return result === "marked" ? done(`${asked.intent}d`, 1) : { ok: false, code: result };
    }
    case "options": {
      const result = await createMissingOptions(deps, { shop, userId, object: asked.object });
      if (result.kind === "created") return done("options", result.options);
      return { ok: false, code: result.kind === "unavailable" ? result.code : result.kind };
    }
    case "search": {
      const rows = await searchTroubled(deps, { shop, object: asked.object, text: asked.q.trim() });
      return { ok: true, done: "found", rows, count: rows.length };
    }
  }
}

function done(kind: "retrying" | "excluded" | "included" | "options", count: number): HealthAnswer {
  return { ok: true, done: kind, count };
}
