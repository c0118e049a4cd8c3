import type { ObjectKey } from "#app/sync/record.ts";
import { objectKeys } from "#app/sync/record.ts";

/** The object named in an address or form; customers when it names none. */
export function readObjectKey(value: unknown): ObjectKey {
  return objectKeys.find((key) => key === value) ?? "customers";
}
