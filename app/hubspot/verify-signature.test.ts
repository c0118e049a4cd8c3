import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { verifySignature } from "./verify-signature.ts";

const secret = "secret";
const now = new Date("2026-11-21T12:00:00Z");

function signed(signedUrl: string, url = signedUrl, at = now.getTime()) {
  const rawBody = '[{"eventId":1,"name":"Zoë 🦊"}]';
  const timestamp = String(at);
  const signature = createHmac("sha256", secret).update(`POST${signedUrl}${rawBody}${timestamp}`).digest("base64");
  return { method: "POST", url, rawBody, signature, timestamp };
}

test("accepts what HubSpot signed, escapes decoded as it decodes them", () => {
  expect(verifySignature(signed("https://app.example/webhooks/hubspot"), secret, now)).toBe("valid");
  const decoded = "https://app.example/w?a=1:2/3?@!$'()*,;%20%26";
  const sent = "https://app.example/w?a=1%3A2%2f3%3F%40%21%24%27%28%29%2A%2C%3B%20%26";
  expect(verifySignature(signed(decoded, sent), secret, now)).toBe("valid");
});

test("refuses another secret, body, address, method or form", () => {
  const request = signed("https://app.example/w");

  expect(verifySignature(request, "another", now)).toBe("invalid");
  expect(verifySignature({ ...request, rawBody: `${request.rawBody} ` }, secret, now)).toBe("invalid");
  expect(verifySignature({ ...request, url: "https://app.example/v" }, secret, now)).toBe("invalid");
  expect(verifySignature({ ...request, method: "PUT" }, secret, now)).toBe("invalid");
  expect(verifySignature({ ...request, signature: "c2hvcnQ=" }, secret, now)).toBe("invalid");
  expect(verifySignature({ ...request, timestamp: `${request.timestamp}abc` }, secret, now)).toBe("invalid");
});

test("refuses what is missing, older than five minutes or far ahead", () => {
  const at = (ms: number) => signed("https://app.example/w", undefined, now.getTime() + ms);

  expect(verifySignature({ ...at(0), signature: null }, secret, now)).toBe("missing");
  expect(verifySignature({ ...at(0), timestamp: null }, secret, now)).toBe("missing");
  expect(verifySignature(at(-5 * 60_000), secret, now)).toBe("valid");
  expect(verifySignature(at(-5 * 60_000 - 1), secret, now)).toBe("stale");
  expect(verifySignature(at(60_000), secret, now)).toBe("valid");
  expect(verifySignature(at(60_001), secret, now)).toBe("stale");
});
