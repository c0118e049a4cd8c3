import type { FieldDefinition, SyncObjectDefinition } from "../definition.ts";
import type { ObjectSettings } from "../ports.ts";
import type { Direction } from "../record.ts";
import { openDirection } from "./field-direction.ts";

/** A field with the way it goes under the merchant's settings. */
export interface ActiveField {
  readonly field: FieldDefinition;
  readonly direction: Direction;
}

/** The fields that sync under these settings: the object's direction narrows two-way fields and rests those of the other way. */
export function activeFields(
  definition: SyncObjectDefinition,
  settings: Pick<ObjectSettings, "direction"> & Partial<Pick<ObjectSettings, "options">>,
): readonly ActiveField[] {
  return definition.fields.flatMap((field) => {
    const open = openDirection(field, settings);
    const direction = open && narrow(open, settings.direction);
    return direction ? [{ field, direction }] : [];
  });
}

function narrow(field: Direction, object: Direction): Direction | null {
  if (object === "both" || field === object) return field;
  return field === "both" ? object : null;
}
