import { expect, test } from "vitest";
import { createI18n } from "#app/i18n.ts";
import { describeResult } from "./callback-page.ts";

const kinds = ["connected", "denied", "unknown_state", "already_connected", "failed"] as const;

test("however an authorisation ends, the page has words for it", () => {
  const { exists } = createI18n("en");

  const keys = kinds.flatMap((kind) => Object.values(describeResult({ kind })));

  expect(keys.filter((key) => !exists(key))).toEqual([]);
});

test("only a connection is called one", () => {
  expect(kinds.filter((kind) => describeResult({ kind }).title === "outside.connected.title")).toEqual(["connected"]);
});
