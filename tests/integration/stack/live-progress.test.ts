import { afterAll, beforeAll, expect, test } from "vitest";
import type { Progress } from "#app/components/progress.ts";
import { readEvents } from "#app/components/read-events.ts";
import type { Merchant } from "#sandbox/play-merchant.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import type { TestStack } from "#tests/support/test-stack.ts";
import { startTestStack } from "#tests/support/test-stack.ts";
import { until } from "#tests/support/until.ts";

let stack: TestStack;
let isStopped = false;
let merchant: Merchant;

beforeAll(async () => {
  stack = await startTestStack();
  merchant = createMerchant(stack.sandbox);
  await merchant.install();
  await merchant.connectHubspot();
});

afterAll(async () => {
  if (!isStopped) await stack?.stop();
});

/** Opens the stream as the page does, through what stands between the browser and the app. */
async function openStream(token?: string) {
  const client = new AbortController();
  const authorization = `Bearer ${token ?? (await merchant.idToken())}`;
  // Shopify's library turns away what does not call itself a browser.
  const headers = { authorization, "accept-encoding": "gzip, br", "user-agent": "Mozilla/5.0 Chrome/142.0" };
  const url = `${stack.sandbox.origins.app}/app/events`;
  const response = await fetch(url, { headers, signal: client.signal });
  return { response, leave: () => client.abort() };
}

async function* readStates(response: Response): AsyncGenerator<Progress> {
  if (!response.body) throw new Error("The answer has no body.");
  for await (const data of readEvents(response.body)) if (data) yield JSON.parse(data) as Progress;
}

async function countStreams(): Promise<number> {
  const text = await (await fetch(`${stack.webOrigin}/metrics`)).text();
  return Number(/^tandem_progress_streams (\d+)$/m.exec(text)?.[1]);
}

test("a screen that stays open is told how the first sync gets on, to its end", async () => {
  const { response, leave } = await openStream();
  const states = readStates(response);
  const first = await states.next();
  expect(first.value).toMatchObject({ connected: true, objects: {} });

  await merchant.startSyncs(["customers"]);

  // A quick machine is through before the feed looks for the first time.
  const seen: string[] = [];
  let last: Progress["objects"][string] | undefined;
  for await (const { objects } of states) {
    last = objects["customers"];
    if (last?.run) seen.push(last.run.status);
    if (last?.run?.status === "done") break;
  }
  expect(seen.slice(0, -1)).toEqual(seen.slice(1).map(() => "running"));
  expect(last).toMatchObject({ enabled: true, run: { status: "done", processed: last?.run?.total } });
  expect(response.headers.get("content-encoding")).toBeNull();
  leave();
});

test("screens that are left cost nothing any more", async () => {
  await until("no stream is left of before", async () => (await countStreams()) === 0);
  const opened = [await openStream(), await openStream(), await openStream()];
  await until("three streams are counted", async () => (await countStreams()) === 3);

  for (const { leave } of opened) leave();

  await until("no stream is counted", async () => (await countStreams()) === 0);
});

test("without the admin's token nothing is told", async () => {
  const { response } = await openStream("not.a.token");

  expect(response.status).toBe(401);
});

test("a web process that is to stop ends its streams and stops in good order", async () => {
  const { response } = await openStream();
  const states = readStates(response);
  await states.next();

  const stopped = stack.stop();

  // A stream that was cut off would throw here.
  for await (const _state of states);
  await stopped;
  isStopped = true;
});
