import { expect, test } from "vitest";
import { orUnanswered } from "./or-unanswered.ts";

const unanswered = { ok: false };
/** As the router tells of an answer that is an error. */
const errorOf = (status: number) => ({ status, statusText: "", internal: false, data: "<html>" });
const ask = (answer: () => Promise<unknown>) =>
  orUnanswered<unknown>(unanswered)({ serverAction: answer as <T>() => Promise<T> as never });

test("what the server answers is passed on as it is", async () => {
  expect(await ask(async () => ({ ok: true }))).toEqual({ ok: true });
});

test("a server that is not reached, or fails, is an answer, so that the page stays", async () => {
  expect(await ask(() => Promise.reject(new TypeError("Failed to fetch")))).toBe(unanswered);
  expect(await ask(() => Promise.reject(errorOf(502)))).toBe(unanswered);
});

test("what Shopify's library answers with instead goes through", async () => {
  const redirect = new Response(null, { status: 302 });
  const renewal = errorOf(401);

  await expect(ask(() => Promise.reject(redirect))).rejects.toBe(redirect);
  await expect(ask(() => Promise.reject(renewal))).rejects.toBe(renewal);
});
