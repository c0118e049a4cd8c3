import { createHash, createHmac } from "node:crypto";

export interface SignedRequest {
  clientSecret: string;
  method: string;
  /** The full address as HubSpot calls it, query included. */
  uri: string;
  rawBody: string;
  /** Milliseconds since 1970. */
  timestamp: number;
}

/** These escapes stand decoded in what v3 signs (HubSpot's request-validation guide). */
const DECODED: Record<string, string> = {
  "%3A": ":",
  "%2F": "/",
  "%3F": "?",
  "%40": "@",
  "%21": "!",
  "%24": "$",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2A": "*",
  "%2C": ",",
  "%3B": ";",
};

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** The signature headers of a webhook: v3, and v1 beside it as HubSpot still sends it. */
export function signWebhook({ clientSecret, method, uri, rawBody, timestamp }: SignedRequest): Record<string, string> {
  const decodedUri = uri.replace(/%[0-9A-F]{2}/gi, (sign) => DECODED[sign.toUpperCase()] ?? sign);
  const v3 = createHmac("sha256", clientSecret)
    .update(method + decodedUri + rawBody + timestamp, "utf8")
    .digest("base64");
  return {
    "x-hubspot-signature": sha256(clientSecret + rawBody),
    "x-hubspot-signature-version": "v1",
    "x-hubspot-signature-v2": sha256(clientSecret + method + uri + rawBody),
    "x-hubspot-signature-v3": v3,
    "x-hubspot-request-timestamp": String(timestamp),
  };
}
