import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { signWebhook } from "#sandbox/hubspot/webhooks/sign-webhook.ts";

test("v3 signs the address with HubSpot's set of escapes decoded, and no others", () => {
  const signed = signWebhook({
    clientSecret: "secret",
    method: "POST",
    uri: "https://app.example/hook?to=a%3Ab%2fc%20d%26e%40f",
    rawBody: '[{"name":"Zoë"}]',
    timestamp: 1_767_225_600_000,
  });

  const text = 'POSThttps://app.example/hook?to=a:b/c%20d%26e@f[{"name":"Zoë"}]1767225600000';
  expect(signed["x-hubspot-signature-v3"]).toBe(createHmac("sha256", "secret").update(text).digest("base64"));
  expect(signed["x-hubspot-request-timestamp"]).toBe("1767225600000");
});
