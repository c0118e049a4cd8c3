import type { PlainText } from "#app/components/plain-page.tsx";
import type { FinishedAuthorization } from "#app/services/connect-hubspot.ts";

const texts = {
  denied: "outside.failed.denied",
  unknown_state: "outside.failed.unknown",
  already_connected: "outside.failed.taken",
  failed: "outside.failed.unexpected",
} as const;

const knownProblems: readonly string[] = ["property_conflict", "property_refused", "tracking_refused"];

/** @returns what the page says of how an authorisation ended, as keys of texts. */
export function describeResult(result: FinishedAuthorization): PlainText {
  if (result.kind !== "connected") return { title: "outside.failed.title", text: texts[result.kind] };
  const { shop, portalId, hubDomain, problems } = result;
  const codes = problems.map((code) => (knownProblems.includes(code) ? code : "unexpected"));
  return {
    title: "outside.connected.title",
    text: "outside.connected.text",
    values: { shop, account: hubDomain ? `${hubDomain} (${portalId})` : portalId },
    // Whoever was sent here by someone else's link sees whose shop has their account now.
    hint: "outside.connected.not_yours",
    warnings: [...new Set(codes)].map((code) => `outside.problems.${code}`),
  };
}
