import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startProxy } from "./proxy.ts";
import { createReplaceStream } from "./replace-stream.ts";

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const ADMIN = "http://127.0.0.1:4602";
const replacements = [
  ["https://cdn.shopify.com/shopifycloud/app-bridge.js", `${ADMIN}/shopifycloud/app-bridge.js`],
  ["https://admin.shopify.com", ADMIN],
] as const;

async function startApp(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function proxy(upstream: string): Promise<string> {
  const served = await startProxy({
    upstream: () => upstream,
    replacements: () => replacements,
    adminOrigin: () => ADMIN,
  });
  closing.push(served.close);
  return served.origin;
}

test("addresses of vendors are replaced in pages, data and redirects, and the stand-in admin may frame the app", async () => {
  const app = await startApp((request, response) => {
    response.setHeader(
      "content-security-policy",
      "frame-ancestors https://demo.myshopify.com https://admin.shopify.com",
    );
    response.setHeader("link", "<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel=preload");
    if (request.url === "/go") response.writeHead(302, { location: "https://admin.shopify.com/store/x" }).end();
    else if (request.url === "/data")
      response.setHeader("content-type", "text/x-script; charset=utf-8").end('["https://admin.shopify.com/a"]');
    else
      response
        .setHeader("content-type", "text/html")
        .end('<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js">');
  });
  const origin = await proxy(app);

  const page = await fetch(origin);
  const data = await fetch(`${origin}/data`);
  const redirect = await fetch(`${origin}/go`, { redirect: "manual" });

  expect(await page.text()).toBe(`<script src="${ADMIN}/shopifycloud/app-bridge.js">`);
  expect(page.headers.get("content-security-policy")).toBe(`frame-ancestors https://demo.myshopify.com ${ADMIN}`);
  expect(page.headers.get("link")).toBeNull();
  expect(await data.text()).toBe(`["${ADMIN}/a"]`);
  expect(redirect.headers.get("location")).toBe(`${ADMIN}/store/x`);
});

test("bodies sent to the app arrive byte for byte, with the host the browser named", async () => {
  const seen: { host: string | undefined; body: Buffer; encoding: string | undefined }[] = [];
  const app = await startApp(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push({
      host: request.headers.host,
      body: Buffer.concat(chunks),
      encoding: request.headers["accept-encoding"] as string,
    });
    response.end();
  });
  const origin = await proxy(app);
  const body = Buffer.from([0, 255, 254, 10, 13, 200]);

  await fetch(origin, { method: "POST", body });

  expect(seen).toEqual([{ host: new URL(origin).host, body, encoding: "identity" }]);
});

test("large scripts, pictures and compressed answers pass untouched", async () => {
  const script = `${"x".repeat(600_000)}https://admin.shopify.com`;
  const app = await startApp((request, response) => {
    if (request.url === "/big.js") {
      response
        .writeHead(200, { "content-type": "text/javascript", "content-length": script.length, etag: '"1"' })
        .end(script);
    } else response.writeHead(200, { "content-type": "image/png" }).end(Buffer.from([137, 80, 78, 71, 255]));
  });
  const origin = await proxy(app);

  const big = await fetch(`${origin}/big.js`);
  const picture = await fetch(`${origin}/a.png`);

  expect(await big.text()).toBe(script);
  expect(big.headers.get("etag")).toBe('"1"');
  expect([...new Uint8Array(await picture.arrayBuffer())]).toEqual([137, 80, 78, 71, 255]);
});

test("what the app streams early reaches the browser before the app has finished", async () => {
  let finish = (): void => undefined;
  const app = await startApp((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.write("<p>early https://admin.sh");
    finish = () => void response.end("opify.com late</p>");
  });
  const origin = await proxy(app);

  const reader = (await fetch(origin)).body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  finish();
  let rest = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) rest += part.value;

  expect(first?.value).toBe("<p>early ");
  expect(rest).toBe(`${ADMIN} late</p>`);
});

test("an app that is down gets a page that says so", async () => {
  const app = await startApp((_request, response) => response.end());
  const origin = await proxy(app);
  await closing.shift()?.();

  const answer = await fetch(origin);

  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain("The app does not answer");
});

test("an address cut anywhere between two chunks is still replaced, and letters of several bytes survive", async () => {
  const text = Buffer.from("é https://admin.shopify.com/é https://admin.shopify.co ✓");
  for (let cut = 1; cut < text.length; cut++) {
    const stream = createReplaceStream(replacements);
    stream.write(text.subarray(0, cut));
    stream.end(text.subarray(cut));
    let out = "";
    for await (const chunk of stream) out += chunk;

    expect(out).toBe(`é ${ADMIN}/é https://admin.shopify.co ✓`);
  }
});
