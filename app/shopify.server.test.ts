import { expect, test } from "vitest";
import { oneExchangeAtATime } from "./shopify.server.ts";

const request = (token: string) =>
  new Request("https://app.example/app", { headers: { authorization: `Bearer ${token}` } });

test("of requests with one id token the first goes ahead; others do not wait for it", async () => {
  const events: string[] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let calls = 0;
  const authenticate = oneExchangeAtATime(async (asked: Request) => {
    const name = `${asked.headers.get("authorization")?.at(-1)}${++calls}`;
    events.push(`begin ${name}`);
    if (calls === 1) await gate;
    events.push(`end ${name}`);
    return name;
  });

  const first = authenticate(request("a"));
  const second = authenticate(request("a"));
  await authenticate(request("b"));
  release();
  await Promise.all([first, second]);

  expect(events).toEqual(["begin a1", "begin b2", "end b2", "end a1", "begin a3", "end a3"]);
});

test("a failed first request fails alone", async () => {
  let calls = 0;
  const authenticate = oneExchangeAtATime(async () => {
    if (++calls === 1) throw new Response(null, { status: 401 });
    return "in";
  });

  const [first, second] = await Promise.allSettled([authenticate(request("a")), authenticate(request("a"))]);

  expect(first?.status).toBe("rejected");
  expect(second).toEqual({ status: "fulfilled", value: "in" });
});
