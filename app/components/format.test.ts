import { expect, test } from "vitest";
import { createFormat } from "./format.tsx";

const now = Date.parse("2026-11-21T12:00:00Z");

test("times stand in the shop's zone and language", () => {
  expect(createFormat("de", "Europe/Berlin").dateTime("2026-11-21T12:00:00Z")).toBe("21.11.2026, 13:00");
  expect(createFormat("en-US", "America/New_York").dateTime("2026-11-21T12:00:00Z")).toMatch(
    /^Nov 21, 2026, 7:00\sAM$/,
  );
});

test("a zone that does not exist reads as UTC", () => {
  expect(createFormat("en-GB", "Mars/Olympus").dateTime("2026-11-21T12:00:00Z")).toBe("21 Nov 2026, 12:00");
});

test("how long ago is told in the largest whole unit", () => {
  const { ago } = createFormat("en", "UTC");

  expect(ago("2026-11-21T11:59:30Z", now)).toBeNull();
  expect(ago("2026-11-21T11:57:10Z", now)).toBe("2 minutes ago");
  expect(ago("2026-11-21T09:00:00Z", now)).toBe("3 hours ago");
  expect(ago("2026-11-19T11:00:00Z", now)).toBe("2 days ago");
  expect(ago("2026-11-21T12:00:05Z", now)).toBeNull();
});

test("an estimate is whole minutes, never none", () => {
  const { minutes } = createFormat("en", "UTC");

  expect(minutes(5)).toBe("1 minute");
  expect(minutes(61)).toBe("2 minutes");
});
