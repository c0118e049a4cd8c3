import { expect, test } from "vitest";
import { numericId, readPayload } from "./read-payload.ts";

test("keeps ids beyond 2^53 exact and leaves other numbers alone", () => {
  expect(
    readPayload('{"id": 706405506930370084, "n": 5, "x": 1.5, "big": 1e300, "a": {"id": 9007199254740993}}'),
  ).toEqual({
    id: "706405506930370084",
    n: 5,
    x: 1.5,
    big: 1e300,
    a: { id: "9007199254740993" },
  });
});

test("takes objects only", () => {
  for (const body of ["[]", "null", "1", "", "{"]) expect(readPayload(body)).toBeNull();
});

test("finds the number in every form of an id", () => {
  expect(
    ["gid://shopify/Customer/12", 12, "12", "gid://shopify/MailingAddress/12?model_name=CustomerAddress"].map(
      numericId,
    ),
  ).toEqual(["12", "12", "12", "12"]);
  expect([null, undefined, {}, "abc", "gid://shopify/Customer/", -1, 1.5].map(numericId)).toEqual(Array(7).fill(null));
});
