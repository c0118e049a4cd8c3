import type { SyncObjectDefinition } from "../definition.ts";
import type { ObjectSettings } from "../settings.ts";

/** A part's property among those of its whole's settings, where the two may bear one name. */
export function unavailableName(part: Pick<SyncObjectDefinition, "key">, property: string): string {
  return `${part.key}:${property}`;
}

/** What of its whole's settings is unavailable of a part, by its own names. */
export function unavailableOfPart(
  part: Pick<SyncObjectDefinition, "key">,
  { unavailable }: Pick<ObjectSettings, "unavailable">,
): ObjectSettings["unavailable"] {
  const prefix = unavailableName(part, "");
  const own = Object.entries(unavailable).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, why]) => [name.slice(prefix.length), why]));
}
