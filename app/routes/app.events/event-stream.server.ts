import type { ProgressFeed } from "#app/services/follow-progress.ts";

export interface StreamOptions {
  readonly shop: string;
  /** aborted when the client is gone */
  readonly signal: AbortSignal;
  /** The access was checked when the stream began. It ends itself after this time, so that the client has it checked again. */
  readonly lifeMs?: number;
  /** What comes at least as often, so that both ends and what is between them know that the other is there. */
  readonly heartbeatMs?: number;
}

const headers = {
  "Content-Type": "text/event-stream; charset=utf-8",
  // Neither compressed nor changed on the way, which would hold events back; the last is what nginx asks for.
  "Cache-Control": "no-cache, no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/**
 * Streams a shop's progress as server-sent events: `data` is what `/app/progress` answers. Answers 503 when too many are watching:
 * who gets it asks for the progress by itself from time to time.
 */
export function streamProgress(feed: ProgressFeed, options: StreamOptions): Response {
  const { shop, signal, lifeMs = 120_000, heartbeatMs = 10_000 } = options;
  const { readable, writable } = new TransformStream<string, string>({}, { highWaterMark: 8 });
  const writer = writable.getWriter();
  let unsent: string | null = null;
  let isOver = false;

  const write = (text: string) => {
    // Fails when the other end is gone, and `finish` has been called for that already.
    writer.write(text).catch(() => undefined);
  };
  const tell = (progress: string) => {
    // A client that does not keep up is given the newest state, not all those it has missed.
    if ((writer.desiredSize ?? 0) <= 0) unsent = progress;
    else write(`event: progress\ndata: ${progress}\n\n`);
  };
  const beat = setInterval(() => {
    if ((writer.desiredSize ?? 0) <= 0) return;
    const late = unsent;
    unsent = null;
    if (late === null) write(": here\n\n");
    else tell(late);
  }, heartbeatMs);
  const finish = () => {
    if (isOver) return;
    isOver = true;
    clearInterval(beat);
    clearTimeout(life);
    stop?.();
    writer.close().catch(() => undefined);
  };
  const life = setTimeout(finish, lifeMs);
  signal.addEventListener("abort", finish, { once: true });
  writer.closed.then(finish, finish);

  const stop = feed.follow(shop, { tell, end: finish });
  if (!stop) {
    finish();
    return new Response(null, { status: 503, headers: { "Retry-After": "30" } });
  }
  if (signal.aborted) finish();
  return new Response(readable.pipeThrough(new TextEncoderStream()), { headers });
}
