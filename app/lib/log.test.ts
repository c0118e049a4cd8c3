import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function captured() {
  const lines: string[] = [];
  return { lines, log: createLog({ level: "info", name: "test" }, { write: (line: string) => void lines.push(line) }) };
}

test("hides secrets and personal fields at every depth it promises", () => {
  const { lines, log } = captured();

  log.info({
    event: "x.tried",
    accessToken: "canary1",
    a: { email: "canary2" },
    b: { c: { refresh_token: "canary3" } },
    shop: "s",
  });

  expect(lines.join("")).not.toMatch(/canary/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "x.tried", shop: "s", level: "info" });
});

test("hides e-mail addresses that a vendor's message quotes, in the cause too", () => {
  const { lines, log } = captured();

  log.error({ event: "x.failed", error: new Error("outer", { cause: new Error("Email ann@example.com is taken") }) });

  expect(lines.join("")).not.toContain("ann@example.com");
  expect(lines.join("")).toContain("is taken");
});

test("tells error codes, and hides authorization codes", () => {
  const { lines, log } = captured();
  const cause = Object.assign(new Error("reset"), { code: "ECONNRESET" });

  log.warn({
    event: "x.failed",
    code: "lease_lost",
    error: Object.assign(new Error("x", { cause }), { code: "rate_limited" }),
  });
  log.warn({ event: "y.failed", code: "6f1a-canary-77", query: { code: "canary" } });

  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    code: "lease_lost",
    error: { code: "rate_limited", cause: { code: "ECONNRESET" } },
  });
  expect(lines[1]).not.toContain("canary");
});

test("tells a thrown answer by its status", () => {
  const { lines, log } = captured();

  log.error({ event: "request.failed", error: { status: 404, statusText: "Not Found", data: "ann@example.com" } });

  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ error: "answer 404 Not Found" });
});
