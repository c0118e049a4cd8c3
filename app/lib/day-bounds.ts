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

/** @returns how far the zone's clocks are ahead of UTC at an instant. */
function offsetMs(timeZone: string, at: number): number {
  const options = { hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" } as const;
  const times = { hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const format = (zone: string) => new Intl.DateTimeFormat("en-US", { ...options, ...times, timeZone: zone });
  const part = (parts: Intl.DateTimeFormatPart[], type: string) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const parts = safely(
    () => format(timeZone),
    () => format("UTC"),
  ).formatToParts(new Date(at));
  const [year, month, day] = [part(parts, "year"), part(parts, "month"), part(parts, "day")];
  return Date.UTC(year, month - 1, day, part(parts, "hour"), part(parts, "minute"), part(parts, "second")) - at;
}

function safely<T>(make: () => T, otherwise: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return otherwise();
    throw error;
  }
}
