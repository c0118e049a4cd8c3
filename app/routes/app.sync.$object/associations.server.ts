import type { ActiveConnection } from "#app/store/connections.server.ts";
import { countAssociations } from "#app/store/count-associations.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { ChildObjectKey, MainObjectKey, ObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { AssociationModel, AssociationRow, PartRow } from "./sync-model.ts";

/** What records of the object belong with, as its definition and those of the others say, with how much of it is written. */
export async function readAssociations(
  db: Db,
  connection: ActiveConnection,
  object: MainObjectKey,
): Promise<AssociationModel> {
  const [settings, counts] = await Promise.all([listObjectSettings(db, connection), countAssociations(db, connection)]);
  const isOn = (other: MainObjectKey) => settings.find((one) => one.object === other)?.enabled === true;
  const definitionOf = (key: ObjectKey, whole: MainObjectKey) =>
    objectUnder(key, settings.find((one) => one.object === whole) ?? null);
  const rowOf = (from: MainObjectKey, to: MainObjectKey, isLabelled: boolean): AssociationRow => {
    const other = from === object ? to : from;
    const count = counts.find((one) => one.object === from && one.toObject === to);
    return {
      ...{ from, to, other, isOn: isOn(other), isLabelled },
      ...{ written: count?.written ?? 0, waiting: count?.waiting ?? 0 },
    };
  };
  const all = mainObjectKeys.flatMap((from) =>
    (definitionOf(from, from).associations ?? []).map(({ to, labelled = false }) => ({ from, to, labelled })),
  );
  return {
    rows: all
      .filter(({ from, to }) => from === object || to === object)
      .map(({ from, to, labelled }) => rowOf(from, to, labelled)),
    parts: mainObjectKeys.flatMap((whole) => partsOf(whole, object, isOn, definitionOf)),
  };
}

/** The object's own parts, and the parts of others that refer to its records. */
function partsOf(
  whole: MainObjectKey,
  object: MainObjectKey,
  isOn: (object: MainObjectKey) => boolean,
  definitionOf: (key: ObjectKey, whole: MainObjectKey) => SyncObjectDefinition,
): readonly PartRow[] {
  const { children } = definitionOf(whole, whole);
  if (!children) return [];
  const refersTo = (definitionOf(children.object, whole).references ?? []).map(({ to }) => to);
  const part = children.object as ChildObjectKey;
  if (whole === object) {
    return [
      { part, option: children.option ?? null, refersTo: refersTo.map((to) => ({ object: to, isOn: isOn(to) })) },
    ];
  }
  return refersTo.includes(object)
    ? [{ part, option: null, whole: { object: whole, isOn: isOn(whole) }, refersTo: [] }]
    : [];
}
