import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { findOutboundOrigin, parseOutboundRoutes } from "./route-outbound.ts";

const module = fileURLToPath(new URL("./route-outbound.ts", import.meta.url));
const open: { close(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** Answers with what it saw of the request. */
async function startMirror(name: string): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { host, "x-forwarded-host": meant, "x-forwarded-proto": proto, "x-mine": mine } = request.headers;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ name, url: request.url, host, meant, proto, mine, body }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function runNode(routes: string, script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ["--import", module, "--input-type=module", "--eval", script], {
      env: { ...process.env, OUTBOUND_ROUTES: routes, NODE_OPTIONS: "" },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

test("a named host, a host below a domain and every other host each find their stand-in", async () => {
  const routes = parseOutboundRoutes(
    "*=http://127.0.0.1:1,*.myshopify.com=http://127.0.0.1:2, api.hubapi.com=http://127.0.0.1:3",
  );

  const found = ["demo-shop.myshopify.com", "API.hubapi.com", "example.com", "myshopify.com"].map((host) =>
    findOutboundOrigin(routes, host),
  );

  expect(found).toEqual(["http://127.0.0.1:2", "http://127.0.0.1:3", "http://127.0.0.1:1", "http://127.0.0.1:1"]);
});

test("loopback is never routed, not even by the catch-all", () => {
  const routes = parseOutboundRoutes("*=http://127.0.0.1:1");

  const found = ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"].map((host) => findOutboundOrigin(routes, host));

  expect(found).toEqual([null, null, null, null]);
});

test.each([
  ["api.hubapi.com", "is not pattern=origin"],
  ["=http://127.0.0.1:1", "is not pattern=origin"],
  ["api.*.com=http://127.0.0.1:1", "is not a host"],
  ["api.hubapi.com=127.0.0.1:1", "is not an http(s) origin"],
  ["api.hubapi.com=http://127.0.0.1:1/path", "is not an http(s) origin"],
  ["a.com=http://127.0.0.1:1,a.com=http://127.0.0.1:2", "is routed twice"],
  [" , ", "holds no route"],
])("the malformed routes %j are refused by name", (text, reason) => {
  expect(() => parseOutboundRoutes(text)).toThrow(reason);
});

test("preloaded, it sends fetch to the stand-in with path, query, headers and body, and names the host that was meant", async () => {
  const vendor = await startMirror("vendor");
  const rest = await startMirror("rest");
  const script = `
    const ask = async (url, init) => (await fetch(url, init)).json();
    console.log(JSON.stringify([
      await ask("https://demo-shop.myshopify.com/admin/x?y=1", { method: "POST", body: "hello", headers: { "x-mine": "1" } }),
      await ask("https://example.com/"),
      await ask("${rest}/direct"),
    ]));`;

  const run = await runNode(`*.myshopify.com=${vendor},*=${rest}`, script);

  expect(run.stderr).toBe("");
  const base = { proto: "https" };
  expect(JSON.parse(run.stdout)).toEqual([
    {
      ...base,
      name: "vendor",
      url: "/admin/x?y=1",
      host: new URL(vendor).host,
      meant: "demo-shop.myshopify.com",
      mine: "1",
      body: "hello",
    },
    { ...base, name: "rest", url: "/", host: new URL(rest).host, meant: "example.com", body: "" },
    { name: "rest", url: "/direct", host: new URL(rest).host, body: "" },
  ]);
});

test("a process with malformed routes does not start, and says why", async () => {
  const run = await runNode("nonsense", "console.log('started')");

  expect(run.code).not.toBe(0);
  expect(run.stdout).toBe("");
  expect(run.stderr).toContain('OUTBOUND_ROUTES cannot be used: "nonsense" is not pattern=origin');
});
