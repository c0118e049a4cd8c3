import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";

/** The object named in an address or form; customers when it names none. */
export function readObjectKey(value: unknown): MainObjectKey {
  return findObjectKey(value) ?? "customers";
}

/** @returns null for what is no object. */
export function findObjectKey(value: unknown): MainObjectKey | null {
  return mainObjectKeys.find((key) => key === value) ?? null;
}

/** The object that an address names as its parameter. @throws a 404 for what is no object */
export function readObjectParam(params: { readonly object?: string | undefined }): MainObjectKey {
  const object = findObjectKey(params.object);
  if (!object) throw new Response(null, { status: 404 });
  return object;
}
