import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { expect, test } from "vitest";
import { readBody, tooLarge, webhookBytes } from "#app/lib/read-body.ts";

/** A server that hands bodies on as the web process does. */
async function serve() {
  const server = createServer(async (incoming, outgoing) => {
    const body = createReadableStreamFromReadable(incoming);
    const asked = new Request("http://app.test/", { method: "POST", body, duplex: "half" });
    const read = await readBody(asked, webhookBytes);
    const answer = read ? new Response(String(read.byteLength)) : tooLarge();
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(await answer.text());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}

test("a sender who goes over the limit gets 413 before the end, and the connection ends", async () => {
  const server = await serve();
  const sending = request({ port: server.port, host: "127.0.0.1", method: "POST" });
  const answered = once(sending, "response") as Promise<[IncomingMessage]>;
  const ended = once(sending, "close");

  // No end(): who waits for the rest waits forever.
  sending.write(Buffer.alloc(webhookBytes + 1));
  const [answer] = await answered;
  answer.resume();

  expect([answer.statusCode, answer.headers.connection]).toEqual([413, "close"]);
  await ended;
  await server.close();
});

test("a body at the limit is read whole", async () => {
  const server = await serve();

  const answer = await fetch(`http://127.0.0.1:${server.port}`, { method: "POST", body: Buffer.alloc(webhookBytes) });

  expect([answer.status, await answer.text()]).toEqual([200, String(webhookBytes)]);
  await server.close();
});
