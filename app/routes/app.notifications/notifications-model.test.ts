import { expect, test } from "vitest";
import { settleChanges } from "./notifications-model.ts";

const sent = { broken: false, threshold: "5" } as const;

test("what was sent is no longer unsaved", () => {
  expect(settleChanges({ broken: false, threshold: "5" }, sent)).toEqual({});
});

test("what was changed after the press of Save stays to be saved", () => {
  expect(settleChanges({ broken: true, threshold: "5", firstSync: true }, sent)).toEqual({
    broken: true,
    firstSync: true,
  });
});
