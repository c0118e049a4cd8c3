import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Follower, ProgressFeed } from "#app/services/follow-progress.ts";
import { streamProgress } from "./event-stream.server.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function openStream(options: { full?: boolean } = {}) {
  const followers = new Set<Follower>();
  const feed: ProgressFeed = {
    follow(_shop, follower) {
      if (options.full) return null;
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    followers: () => followers.size,
    close: () => undefined,
  };
  const client = new AbortController();
  const response = streamProgress(feed, { shop: "a", signal: client.signal, lifeMs: 60_000, heartbeatMs: 10_000 });
  return { feed, client, response, tell: (text: string) => [...followers][0]?.tell(text) };
}

async function readAll(response: Response) {
  if (!response.body) throw new Error("The answer has no body.");
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const chunks: string[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(decoder.decode(part.value));
  return chunks;
}

test("each state is an event, signs of life come between, and it ends itself when its time is over", async () => {
  const { response, tell, feed } = openStream();
  const read = readAll(response);

  tell('{"a":1}');
  await vi.advanceTimersByTimeAsync(10_000);
  tell('{"a":2}');
  await vi.advanceTimersByTimeAsync(50_000);

  const chunks = await read;
  expect(chunks.slice(0, 3)).toEqual([
    'event: progress\ndata: {"a":1}\n\n',
    ": here\n\n",
    'event: progress\ndata: {"a":2}\n\n',
  ]);
  expect(new Set(chunks.slice(3))).toEqual(new Set([": here\n\n"]));
  expect(feed.followers()).toBe(0);
  expect(response.headers.get("Cache-Control")).toContain("no-transform");
});

test("a client that leaves leaves nothing behind", async () => {
  const { client, feed } = openStream();
  expect(feed.followers()).toBe(1);

  client.abort();

  expect(feed.followers()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("a client that does not keep up is given the newest state, and memory does not grow", async () => {
  const { response, tell } = openStream();
  for (let n = 1; n <= 100; n++) tell(String(n));

  const read = readAll(response);
  await vi.advanceTimersByTimeAsync(60_000);

  const states = (await read).flatMap((chunk) => /data: (\d+)/.exec(chunk)?.[1] ?? []);
  expect(states.length).toBeLessThan(12);
  expect(states.at(-1)).toBe("100");
});

test("when too many watch, one is asked to come back another way", async () => {
  const { response } = openStream({ full: true });

  expect([response.status, response.headers.get("Retry-After")]).toEqual([503, "30"]);
  expect(vi.getTimerCount()).toBe(0);
});
