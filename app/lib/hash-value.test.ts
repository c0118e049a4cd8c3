import fc from "fast-check";
import { expect, test } from "vitest";
import { createHashValue } from "./hash-value.ts";

const hash = createHashValue("a secret of at least 32 characters!");

test("equal values of one field and connection have equal hashes of 22 characters", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.option(fc.string()), (connection, name, value) => {
      const text = hash(connection, name, value);
      return text === hash(connection, name, value) && /^[\w-]{22}$/.test(text);
    }),
  );
});

test("what differs in connection, field, value or secret differs in hash, wherever one text ends and the next begins", () => {
  const hashes = [
    hash("ab", "c", "d"),
    hash("a", "bc", "d"),
    hash("ab", "", "cd"),
    hash("ab", "c", ""),
    hash("ab", "c", null),
    hash("ab", "c", "1d"),
    createHashValue("another secret of at least 32 chars")("ab", "c", "d"),
  ];

  expect(new Set(hashes).size).toBe(hashes.length);
});

test("a value cannot be read from its hash", () => {
  expect(hash("connection", "email", "ada@example.com")).not.toContain("ada");
});
