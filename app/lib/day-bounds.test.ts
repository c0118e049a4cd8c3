import { expect, test } from "vitest";
import { startOfDay } from "./day-bounds.ts";

test.each([
  ["2026-11-21", "America/New_York", "2026-11-21T05:00:00.000Z"],
  ["2026-07-01", "America/New_York", "2026-07-01T04:00:00.000Z"],
  ["2026-11-21", "Asia/Kolkata", "2026-11-20T18:30:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ["2026-11-21", "No/Where", "2026-11-21T00:00:00.000Z"],
  ["0099-03-04", "UTC", "0099-03-04T00:00:00.000Z"],
  ["0002-03-04", "America/New_York", "0002-03-04T04:56:02.000Z"],
  ["0001-01-01", "America/New_York", "0001-01-01T04:56:02.000Z"],
])("%s begins in %s at %s", (day, timeZone, begins) => {
  expect(startOfDay(day, timeZone).toISOString()).toBe(begins);
});
