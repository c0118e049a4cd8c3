import type { Pause } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import { checkBulkResultUrl } from "./bulk-result-url.ts";

export interface BulkLine {
  readonly text: string;
  /** where the next line begins */
  readonly endOffset: number;
}

export interface ReadOptions {
  readonly pause: Pause;
  /** nothing arrived for so long: the connection is given up and taken up again where it broke */
  readonly idleMs?: number;
}

const maxLineBytes = 16 * 1024 * 1024;
const maxRetries = 5;
const newline = 0x0a;

/**
 * Lines of a bulk operation's result from a byte offset on, holding one line and one network chunk at a time. A connection that breaks
 * is taken up again at the last whole line. The last line needs no newline.
 * @throws SyncError transient `bulk_result_unreadable` when the file cannot be had now; permanent `bulk_result_gone` when it is gone for
 * good: Shopify keeps results for seven days.
 */
export async function* readBulkLines(
  address: string,
  fromByte: number,
  options: ReadOptions,
): AsyncGenerator<BulkLine> {
  const url = checkBulkResultUrl(address);
  let offset = fromByte;
  for (let failures = 0; ; ) {
    const before = offset;
    try {
      for await (const line of connect(url, offset, options.idleMs ?? 30_000)) {
        offset = line.endOffset;
        yield line;
      }
      return;
    } catch (error) {
      if (error instanceof SyncError && error.kind !== "transient") throw error;
      failures = offset > before ? 1 : failures + 1;
      if (failures > maxRetries) {
        throw new SyncError("transient", { code: "bulk_result_unreadable", afterMs: 10_000, cause: error });
      }
      await options.pause(200 * 2 ** failures);
    }
  }
}

async function* connect(url: URL, fromByte: number, idleMs: number): AsyncGenerator<BulkLine> {
  const abort = new AbortController();
  try {
    const response = await within(
      idleMs,
      abort,
      fetch(url, {
        // Byte positions count the file as stored; a compressed answer would count something else.
        headers: { "Accept-Encoding": "identity", ...(fromByte > 0 ? { Range: `bytes=${fromByte}-` } : {}) },
        redirect: "error",
        signal: abort.signal,
      }),
    );
    if (response.status === 416) return; // the offset is the file's end: nothing is left
    if (response.status === 404 || response.status === 410) {
      throw new SyncError("permanent", { code: "bulk_result_gone", details: { status: String(response.status) } });
    }
    const start = startOf(response, fromByte);
    if (!response.body || start === null) throw unreadable(`status ${response.status}`);
    yield* splitLines(response.body.getReader(), start, fromByte, (read) => within(idleMs, abort, read));
  } finally {
    abort.abort();
  }
}

/** @returns the byte the answer begins with: a server may ignore the range and send all of it. */
function startOf(response: Response, fromByte: number): number | null {
  if (response.status === 200) return 0;
  if (response.status !== 206) return null;
  const range = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "");
  return range && Number(range[1]) === fromByte ? fromByte : null;
}

async function* splitLines(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  start: number,
  fromByte: number,
  timed: <Result>(task: Promise<Result>) => Promise<Result>,
): AsyncGenerator<BulkLine> {
  let lineStart = fromByte;
  let skip = fromByte - start;
  let parts: Uint8Array[] = [];
  let partBytes = 0;
  const take = (last: Uint8Array): string => {
    const text = Buffer.concat([...parts, last])
      .toString("utf8")
      .trim();
    parts = [];
    partBytes = 0;
    return text;
  };

  for (;;) {
    const { done, value } = await timed(reader.read());
    if (done) break;
    let chunk = value;
    if (skip > 0) {
      const dropped = Math.min(skip, chunk.length);
      skip -= dropped;
      chunk = chunk.subarray(dropped);
    }
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline)) {
      const length = partBytes + end + 1;
      const text = take(chunk.subarray(0, end));
      lineStart += length;
      chunk = chunk.subarray(end + 1);
      if (text !== "") yield { text, endOffset: lineStart };
    }
    if (chunk.length > 0) {
      parts.push(chunk);
      partBytes += chunk.length;
      if (partBytes > maxLineBytes) throw new SyncError("bug", { code: "bulk_line_too_long" });
    }
  }
  const length = partBytes;
  const text = take(new Uint8Array());
  if (text === "") return;
  // A file that was cut cleanly ends like one without a last newline; only the line itself tells.
  if (!isJson(text)) throw unreadable("cut line");
  yield { text, endOffset: lineStart + length };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function within<Result>(ms: number, abort: AbortController, task: Promise<Result>): Promise<Result> {
  const timer = setTimeout(() => abort.abort(unreadable("timeout")), ms);
  try {
    return await task;
  } finally {
    clearTimeout(timer);
  }
}

function unreadable(why: string): SyncError {
  return new SyncError("transient", { code: "bulk_result_unreadable", afterMs: 5000, details: { why } });
}
