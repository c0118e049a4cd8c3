import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";

/** The primary's values, completed with the loser's; the loser's address becomes a secondary one. */
export function mergeValues(
  type: ObjectType,
  primary: CrmRecord,
  loser: CrmRecord,
): { values: Map<string, string>; moved: string[] } {
  const values = new Map(primary.values);
  const moved: string[] = [];
  for (const [name, value] of loser.values) {
    if (value === "" || values.get(name)) continue;
    values.set(name, value);
    moved.push(name);
  }
  const { primaryKey, secondaryKey } = type;
  if (primaryKey && secondaryKey) {
    const kept = values.get(primaryKey);
    const addresses = [primary, loser].flatMap((record) => [
      record.values.get(primaryKey) ?? "",
      ...(record.values.get(secondaryKey) ?? "").split(";"),
    ]);
    const others = [...new Set(addresses)].filter((address) => address !== "" && address !== kept).join(";");
    if (others !== (values.get(secondaryKey) ?? "")) moved.push(secondaryKey);
    if (others) values.set(secondaryKey, others);
  }
  return { values, moved };
}
