import { afterEach, expect, test } from "vitest";
import { createClock } from "#sandbox/http/clock.ts";
import { controlRoutes } from "#sandbox/http/control.ts";
import { createFaults } from "#sandbox/http/faults.ts";
import { readForm, readJson } from "#sandbox/http/read-body.ts";
import { createRequestLog } from "#sandbox/http/request-log.ts";
import type { Served } from "#sandbox/http/serve.ts";
import { humanRoute, route, serve } from "#sandbox/http/serve.ts";

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

async function start() {
  const faults = createFaults();
  const log = createRequestLog();
  const clock = createClock();
  const applied: string[] = [];
  const served = await serve({
    faults,
    log,
    clock,
    tenantOf: (request) => request.headers["x-tenant"],
    routes: [
      route("GET", "/things/:id", (request) => ({ status: 200, body: { id: request.params.id } })),
      route("POST", "/things/search", () => ({ status: 200, body: { search: true } })),
      route("POST", "/things/:id", (request) => {
        applied.push(request.params.id ?? "");
        const body = readJson(request);
        return { status: 201, body: { got: body.ok ? body.value : body.reason } };
      }),
      route("POST", "/form", (request) => ({ status: 200, body: { name: readForm(request).get("name") } })),
      humanRoute("GET", "/pages/*", (request) => ({ status: 200, body: `<h1>${request.params["*"]}</h1>` })),
      ...controlRoutes({
        faults,
        log,
        clock,
        reset: () => void applied.splice(0),
        webhooks: () => ({ delivered: 0, failed: 0, pending: 0, dropped: 0, attempts: 0 }),
        state: () => ({ applied: applied.length }),
        idle: () => true,
      }),
    ],
  });
  open.push(served);
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(served.origin + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const addFault = async (fault: unknown) => send("POST", "/__control/faults", fault);
  return { ...served, faults, clock, applied, send, addFault };
}

test("a literal segment wins over a name, whatever the order, and a trailing slash makes no difference", async () => {
  const { send } = await start();

  expect(await (await send("POST", "/things/search/", {})).json()).toEqual({ search: true });
  expect(await (await send("GET", "/things/a%2Fb")).json()).toEqual({ id: "a/b" });
  expect((await send("GET", "/nothing")).status).toBe(404);
});

test("bodies arrive as JSON or as form fields", async () => {
  const { send, origin } = await start();

  expect(await (await send("POST", "/things/1", { a: 1 })).json()).toEqual({ got: { a: 1 } });
  const form = await fetch(`${origin}/form`, { method: "POST", body: new URLSearchParams({ name: "Ann" }) });
  expect(await form.json()).toEqual({ name: "Ann" });
});

test("requests are counted by route, status and rolling ten seconds, pages for people are not", async () => {
  const { send, clock } = await start();
  await send("GET", "/things/1", undefined, { "x-tenant": "a" });
  clock.advance(9_000);
  await send("GET", "/things/2", undefined, { "x-tenant": "b" });
  clock.advance(9_000);
  await send("GET", "/things/3", undefined, { "x-tenant": "b" });
  await send("GET", "/pages/home/start");

  const counts = (await (await send("GET", "/__control/requests")).json()) as Record<string, unknown>;

  expect(counts).toMatchObject({
    total: 3,
    byRoute: { "GET /things/:id": 3 },
    byStatus: { "200": 3 },
    peak10s: 2,
    peak10sByTenant: { a: 1, b: 2 },
  });
  await send("POST", "/__control/requests/reset");
  expect(await (await send("GET", "/__control/requests")).json()).toMatchObject({ total: 0, peak10s: 0 });
});

test("a status fault strikes as often as asked, after those it lets pass, and only where it matches", async () => {
  const { send, addFault } = await start();
  await addFault({
    kind: "status",
    status: 503,
    retryAfterSeconds: 2,
    times: 2,
    skip: 2,
    match: { path: "^/things/7" },
  });

  const statuses: number[] = [];
  for (const id of ["7", "8", "7", "7", "7", "7"]) statuses.push((await send("GET", `/things/${id}`)).status);

  expect(statuses).toEqual([200, 200, 200, 503, 503, 200]);
});

test("reset_before loses the connection before anything happened, reset_after when it has", async () => {
  const { send, addFault, applied } = await start();

  await addFault({ kind: "reset_before" });
  await expect(send("POST", "/things/1", {})).rejects.toThrow();
  expect(applied).toEqual([]);

  await addFault({ kind: "reset_after", match: { body: "poison" } });
  await send("POST", "/things/2", {});
  await expect(send("POST", "/things/3", { name: "poison" })).rejects.toThrow();
  expect(applied).toEqual(["2", "3"]);
});

test("a hanging request gets no answer until the client gives up", async () => {
  const { origin, addFault, send } = await start();
  await addFault({ kind: "hang" });

  await expect(fetch(`${origin}/things/1`, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout|aborted/i);
  expect((await send("GET", "/things/1")).status).toBe(200);
});

test("a slow answer comes after its delay on the stand-in's clock", async () => {
  const { addFault, send, clock } = await start();
  await addFault({ kind: "slow", delayMs: 3_600_000 });

  const slow = send("GET", "/things/1");
  await expect.poll(() => clock.pending()).toBe(1);
  clock.advance(3_600_000);

  expect((await slow).status).toBe(200);
});

test("answers can be HTML, empty or cut in half", async () => {
  const { addFault, send } = await start();

  await addFault({ kind: "html" });
  const html = await send("GET", "/things/1");
  expect([html.status, html.headers.get("content-type")]).toEqual([502, "text/html"]);

  await addFault({ kind: "empty" });
  const empty = await send("GET", "/things/1");
  expect([empty.status, await empty.text()]).toEqual([200, ""]);

  await addFault({ kind: "truncated" });
  const truncated = await send("GET", "/things/1");
  await expect(truncated.json()).rejects.toThrow(SyntaxError);
});

test("a malformed fault is refused with every reason", async () => {
  const { addFault, send } = await start();

  const answer = await addFault({ kind: "explode", times: -1, match: { path: "(" }, colour: "red" });

  expect(answer.status).toBe(400);
  const { reasons } = (await answer.json()) as { reasons: string[] };
  expect(reasons.join("\n")).toMatch(/kind[\s\S]*times|colour[\s\S]*kind/);
  expect(reasons).toHaveLength(4);
  expect(await (await send("GET", "/__control/faults")).json()).toEqual([]);
});

test("faults can be listed and cleared, one or all", async () => {
  const { addFault, send } = await start();
  const { id } = (await (await addFault({ kind: "status", times: 0 })).json()) as { id: string };
  await addFault({ kind: "slow", times: 0 });

  expect(await (await send("GET", "/__control/faults")).json()).toHaveLength(2);
  expect((await send("DELETE", `/__control/faults/${id}`)).status).toBe(204);
  expect((await send("DELETE", `/__control/faults/${id}`)).status).toBe(404);
  await send("DELETE", "/__control/faults");
  expect(await (await send("GET", "/__control/faults")).json()).toEqual([]);
});

test("a probability draws from a seeded source, so a run can be repeated", () => {
  const draw = () => {
    const faults = createFaults(7);
    faults.add({ kind: "status", times: 0, probability: 0.5 });
    return Array.from({ length: 20 }, () => faults.take(["status"], { path: "/" }) !== undefined);
  };

  expect(draw()).toEqual(draw());
  expect(new Set(draw()).size).toBe(2);
});

test("the control endpoint tells the state, resets it and moves the clock", async () => {
  const { send, applied } = await start();
  await send("POST", "/things/1", {});

  expect(await (await send("GET", "/__control/state")).json()).toEqual({ applied: 1 });
  const before = ((await (await send("GET", "/__control/clock")).json()) as { now: number }).now;
  const after = (await (await send("POST", "/__control/clock", { advanceMs: 60_000 })).json()) as { now: number };
  expect(after.now - before).toBeGreaterThanOrEqual(60_000);
  expect((await send("POST", "/__control/clock", { advanceMs: "soon" })).status).toBe(400);
  await send("POST", "/__control/reset");
  expect(applied).toEqual([]);
  expect(await (await send("GET", "/__control/idle")).json()).toEqual({ idle: true });
});
