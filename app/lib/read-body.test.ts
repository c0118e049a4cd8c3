import { expect, test } from "vitest";
import { readBody, tooLarge } from "./read-body.ts";

/** A request whose body is made as it is read. */
function send(chunks: readonly number[], headers: Record<string, string> = {}) {
  const taken: number[] = [];
  const rest = chunks.values();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { value, done } = rest.next();
        if (done) return controller.close();
        taken.push(value);
        controller.enqueue(new Uint8Array(value).fill(taken.length));
      },
    },
    { highWaterMark: 0 },
  );
  return { taken, request: new Request("https://app.test/", { method: "POST", headers, body, duplex: "half" }) };
}

test("a body up to the limit arrives whole and in order, and an empty one is empty", async () => {
  expect(await readBody(send([2, 0, 2]).request, 4)).toEqual(Buffer.from([1, 1, 3, 3]));
  expect(await readBody(new Request("https://app.test/", { method: "POST" }), 4)).toHaveLength(0);
});

test("of a larger body no more is taken than shows that it is too large", async () => {
  const { request, taken } = send([3, 3, 3, 3]);

  expect(await readBody(request, 4)).toBeNull();
  expect(taken).toEqual([3, 3]);
});

test("a body that says it is too large is not read at all, and one that lies is found out", async () => {
  const honest = send([9], { "Content-Length": "9" });
  const lying = send([9], { "Content-Length": "1" });

  expect([await readBody(honest.request, 4), await readBody(lying.request, 4)]).toEqual([null, null]);
  expect(honest.taken).toEqual([]);
});

test("the refusal ends the connection", () => {
  const { status, headers } = tooLarge();

  expect([status, headers.get("connection")]).toEqual([413, "close"]);
});
