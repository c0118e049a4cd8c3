import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followEvents } from "./follow-events.ts";
import { readEvents } from "./read-events.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const encoder = new TextEncoder();

/** A response whose body is fed by hand. */
function openResponse(type = "text/event-stream; charset=utf-8") {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({}, { highWaterMark: 100 });
  const writer = writable.getWriter();
  const response = new Response(readable, { headers: { "Content-Type": type } });
  return { response, send: (text: string) => writer.write(encoder.encode(text)), end: () => writer.close() };
}

function follow(answers: readonly (() => Promise<Response>)[], options: { retryMs?: (n: number) => number } = {}) {
  const stop = new AbortController();
  const seen = { data: [] as string[], live: [] as boolean[], asked: 0 };
  const request = async (_url: unknown, { signal }: { signal?: AbortSignal | null } = {}) => {
    const answer = answers[Math.min(seen.asked, answers.length - 1)];
    seen.asked += 1;
    const response = await answer?.();
    // As a browser does: a request that is given up ends its body with an error.
    const body = signal && response?.body?.pipeThrough(new TransformStream(), { signal });
    return new Response(body ?? null, { status: response?.status ?? 503, headers: response?.headers ?? {} });
  };
  const ended = followEvents({
    url: "/app/events",
    signal: stop.signal,
    request: request as typeof fetch,
    onData: (data) => seen.data.push(data),
    onLive: (live) => seen.live.push(live),
    ...options,
  });
  return { seen, stop, ended };
}

const refused = async () => new Response(null, { status: 503 });

test("events are read whatever pieces they come in, and comments are told apart", async () => {
  const text = ': here\n\nevent: progress\ndata: {"a":"ä"}\n\ndata: one\ndata: two\n\n';
  const bytes = encoder.encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });

  const events: (string | null)[] = [];
  for await (const data of readEvents(body)) events.push(data);

  expect(events).toEqual([null, '{"a":"ä"}', "one\ntwo"]);
});

test("a stream that ends as it should is followed again, without a word of another way", async () => {
  const [first, second] = [openResponse(), openResponse()];
  const { seen, stop, ended } = follow([async () => first.response, async () => second.response]);

  await first.send("data: 1\n\n");
  await first.end();
  await vi.advanceTimersByTimeAsync(300);
  await second.send("data: 2\n\n");
  await vi.advanceTimersByTimeAsync(0);

  expect(seen.data).toEqual(["1", "2"]);
  expect(seen.live).toEqual([true, true]);
  stop.abort();
  await ended;
});

test("where the stream is refused, another way is asked for, and tries become rarer until events come", async () => {
  const open = openResponse();
  const retryMs = vi.fn((failures: number) => failures * 1_000);
  const { seen, stop, ended } = follow([refused, refused, async () => open.response], { retryMs });

  await vi.advanceTimersByTimeAsync(3_000);
  expect([seen.live, seen.asked]).toEqual([[false, false], 3]);
  await open.send("data: 1\n\n");
  await vi.advanceTimersByTimeAsync(0);

  expect(seen.live).toEqual([false, false, true]);
  expect(retryMs.mock.calls.map(([failures]) => failures)).toEqual([1, 2]);
  stop.abort();
  await ended;
});

test("a stream that something on the way holds back is given up", async () => {
  const { response } = openResponse();
  const { seen, stop, ended } = follow([async () => response, refused], { retryMs: () => 60_000 });

  await vi.advanceTimersByTimeAsync(5_900);
  expect(seen.live).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);

  expect(seen.live).toEqual([false]);
  stop.abort();
  await ended;
});

test("a stream on which nothing comes any more, not even a sign of life, is given up", async () => {
  const open = openResponse();
  const { seen, stop, ended } = follow([async () => open.response, refused], { retryMs: () => 60_000 });

  await open.send("data: 1\n\n");
  for (let n = 0; n < 5; n++) {
    await vi.advanceTimersByTimeAsync(10_000);
    await open.send(": here\n\n");
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.live).toEqual([true]);
  await vi.advanceTimersByTimeAsync(25_100);

  expect(seen.live).toEqual([true, false]);
  stop.abort();
  await ended;
});

test("an answer that is no stream, such as a page of a proxy, is asked around", async () => {
  const page = openResponse("text/html");
  const { seen, stop, ended } = follow([async () => page.response], { retryMs: () => 60_000 });

  await vi.advanceTimersByTimeAsync(0);

  expect([seen.live, seen.data]).toEqual([[false], []]);
  stop.abort();
  await ended;
});
