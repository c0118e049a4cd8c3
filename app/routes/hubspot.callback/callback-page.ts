import type { FinishedAuthorization } from "#app/services/connect-hubspot.ts";

const texts = {
  connected: "outside.connected.text",
  denied: "outside.failed.denied",
  unknown_state: "outside.failed.unknown",
  already_connected: "outside.failed.taken",
  failed: "outside.failed.unexpected",
} as const;

/** @returns keys of the texts that say how an authorisation ended. */
export function describeResult({ kind }: Pick<FinishedAuthorization, "kind">) {
  const end = kind === "connected" ? "connected" : "failed";
  return { title: `outside.${end}.title`, text: texts[kind], action: `outside.${end}.action` };
}
