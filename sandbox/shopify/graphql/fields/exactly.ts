/** A count that was not cut off at a limit. */
export const exactly = (count: number) => ({ count, precision: "EXACT" });
