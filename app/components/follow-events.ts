import { readEvents } from "./read-events.ts";

interface Options {
  readonly url: string;
  readonly signal: AbortSignal;
  readonly onData: (data: string) => void;
  /** the page's own, at each call anew: the admin replaces it */
  readonly request?: typeof fetch;
  /** true: events come; false: they do not, ask another way until they do */
  readonly onLive: (live: boolean) => void;
  /** how long the first event may take: what holds events back on the way is noticed by it */
  readonly firstWithinMs?: number;
  /** how long nothing at all may come: the server says more often that it is there */
  readonly silenceMs?: number;
  /** before the n-th try in a row that failed is followed by another */
  readonly retryMs?: (failures: number) => number;
}

/**
 * Follows a stream of events until `signal` aborts, coming back whenever it ends. By `fetch`, for the admin puts the merchant's token into
 * its headers, which it cannot do with an EventSource.
 */
export async function followEvents(options: Options): Promise<void> {
  const { signal, onLive, retryMs = usualRetryMs } = options;
  let failures = 0;
  while (!signal.aborted) {
    const came = await followOnce(options);
    failures = came ? 0 : failures + 1;
    // An end that was meant, after a while of events, is no reason to ask another way.
    if (!came && !signal.aborted) onLive(false);
    await pause(came ? 250 : retryMs(failures), signal);
  }
}

/** Two seconds, doubled each time to two minutes at most; each client its own, so that they do not come back all at once. */
function usualRetryMs(failures: number): number {
  return Math.min(120_000, 1_000 * 2 ** failures) * (0.75 + Math.random() / 2);
}

/** @returns whether an event came before the stream ended or was lost. */
async function followOnce({ url, signal, ...options }: Options): Promise<boolean> {
  const { request = fetch, onData, onLive, firstWithinMs = 6_000, silenceMs = 25_000 } = options;
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  signal.addEventListener("abort", abort, { once: true });
  let patience = setTimeout(abort, firstWithinMs);
  let came = false;
  try {
    const response = await request(url, { headers: { Accept: "text/event-stream" }, signal: attempt.signal });
    if (!response.ok || !response.body || !isEvents(response)) return false;
    for await (const data of readEvents(response.body)) {
      if (signal.aborted) break;
      if (data !== null) {
        came = true;
        onLive(true);
        onData(data);
      }
      if (!came) continue;
      clearTimeout(patience);
      patience = setTimeout(abort, silenceMs);
    }
    return came;
  } catch {
    // Lost on the way, or given up by us: another try follows, and until then the screen asks another way.
    return false;
  } finally {
    clearTimeout(patience);
    signal.removeEventListener("abort", abort);
    attempt.abort();
  }
}

const isEvents = (response: Response) => response.headers.get("Content-Type")?.startsWith("text/event-stream") === true;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done, { once: true });
  });
}
