import type { Container } from "#app/container.server.ts";
import { streamText } from "#app/lib/stream-text.ts";
import { parseLimit } from "#app/routes/app.sync.$object/parse-settings-form.server.ts";
import type { CountLine } from "#app/routes/app.sync.$object/use-limit-count.ts";
import { countLimit } from "#app/services/count-limit.ts";
import { checkMetafields } from "#app/services/limits/check-metafields.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { toSyncError } from "#app/sync/errors.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

type CountDeps = Pick<Container, "db" | "vendors" | "admin" | "log">;

interface CountInput {
  readonly shop: string;
  readonly object: MainObjectKey;
  readonly data: FormData;
  /** aborted when the page is left, or the merchant stops the count */
  readonly signal: AbortSignal;
}

/** The count of a limit as lines of JSON (`CountLine`). One that could not be saved is not counted either. */
export async function answerCount(deps: CountDeps, { shop, object, data, signal }: CountInput): Promise<Response> {
  const { limit } = parseLimit(readJson(data.get("limit")), object);
  const connection = await activeConnection(deps.db, shop);
  if (!limit || !connection) return stream(single({ failed: limit ? "not_connected" : "invalid" }));
  return stream(lines(deps, countChecked(deps, { connection, object, limit }), signal));
}

/** Shopify is asked for the metafields first, where the limit names any that are not saved. */
async function* countChecked(
  deps: CountDeps,
  { connection, object, limit }: Parameters<typeof countLimit>[1],
): AsyncGenerator<CountLine> {
  const saved = (await objectSettings(deps.db, connection, object))?.limit ?? [];
  const { conditions, faults } = await checkMetafields(deps, { connection, object, limit, saved });
  if (faults.length > 0) yield { failed: "invalid" };
  else yield* countLimit(deps, { connection, object, limit: { ...limit, conditions } });
}

async function* lines(
  { log }: CountDeps,
  counts: AsyncGenerator<CountLine>,
  signal: AbortSignal,
): AsyncGenerator<CountLine> {
  try {
    for await (const count of counts) {
      if (signal.aborted) return;
      yield count;
    }
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "bug") log.error({ event: "limit.count_failed", error });
    yield { failed: error.kind === "reconnect" ? "no_access" : "failed" };
  }
}

async function* single(line: CountLine): AsyncGenerator<CountLine> {
  yield line;
}

async function* texts(counts: AsyncGenerator<CountLine>): AsyncGenerator<string> {
  for await (const count of counts) yield `${JSON.stringify(count)}\n`;
}

function stream(counts: AsyncGenerator<CountLine>): Response {
  const headers = { "Content-Type": "application/x-ndjson", "Cache-Control": "no-store" };
  return new Response(streamText(texts(counts)), { headers });
}

function readJson(text: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(typeof text === "string" ? text : "");
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
