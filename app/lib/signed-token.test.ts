import { expect, test } from "vitest";
import { openToken, signToken } from "./signed-token.ts";

const now = new Date("2026-11-21T12:00:00Z");
const later = new Date("2026-11-21T12:10:00Z");

test("gives back what was signed, until its time is over", () => {
  const token = signToken("secret", "ticket", { shop: "a.myshopify.com", userId: "7" }, later);

  expect(openToken("secret", "ticket", token, now)).toEqual({ shop: "a.myshopify.com", userId: "7" });
  expect(openToken("secret", "ticket", token, later)).toBeNull();
});

test("refuses another secret, purpose, payload or form", () => {
  const token = signToken("secret", "ticket", { shop: "a" }, later);
  const [body, signature] = token.split(".");
  const forged = `${Buffer.from('{"shop":"b","exp":9999999999999}').toString("base64url")}.${signature}`;

  expect(openToken("another", "ticket", token, now)).toBeNull();
  expect(openToken("secret", "state", token, now)).toBeNull();
  for (const bad of [forged, "", ".", `${body}.`, `${token}.x`, "%%%"])
    expect(openToken("secret", "ticket", bad, now)).toBeNull();
});
