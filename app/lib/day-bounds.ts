/**
 * When a day begins in a time zone; an unknown zone is UTC. Right on days of a clock change too.
 * @param day YYYY-MM-DD
 */
export function startOfDay(day: string, timeZone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // The offset at a moment near midnight may be the one before or after a change: look again from where the first guess led.
  const guess = utc - offsetMs(timeZone, utc);
  return new Date(utc - offsetMs(timeZone, guess));
}

/** @returns how far the zone's clocks are ahead of UTC at an instant. Read as an offset, for a year written out in figures lacks its era. */
function offsetMs(timeZone: string, at: number): number {
  const format = (zone: string) => new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const parts = safely(
    () => format(timeZone),
    () => format("UTC"),
  ).formatToParts(new Date(at));
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  // "GMT", "GMT+05:30"; with seconds where a town kept a time of its own: "GMT-04:56:02".
  const [, sign, hours, minutes, seconds] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(offset) ?? [];
  const ahead = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === "-" ? -ahead : ahead;
}

function safely<T>(make: () => T, otherwise: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return otherwise();
    throw error;
  }
}
