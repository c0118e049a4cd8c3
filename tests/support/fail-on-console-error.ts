import { afterEach, beforeEach, expect } from "vitest";

// An unexpected console.error is a failure: React's warnings and libraries' complaints must not scroll by.
const said: string[] = [];
const original = console.error;

beforeEach(() => {
  said.length = 0;
  console.error = (...parts: unknown[]) => {
    said.push(parts.map(String).join(" "));
    original(...parts);
  };
});

afterEach(() => {
  console.error = original;
  expect(said, "console.error was called").toEqual([]);
});
