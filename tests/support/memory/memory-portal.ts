import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import { modesOf, syncObject } from "#app/sync/objects/index.ts";
import type { AssociationPair, Clock, RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { MemoryHubspot } from "./memory-hubspot.ts";

const contacts = ["email", "firstname", "lastname", "phone", "address", "city", "state", "zip", "country"];
const naturalKeys: Partial<Record<ObjectKey, string>> = { customers: "email" };
/** by HubSpot type, besides an object's own key */
const unique: Readonly<Record<string, readonly string[]>> = {
  products: ["hs_sku"],
  deals: ["tandem_order_key", "tandem_cart_key"],
  line_items: ["tandem_deal_line_key"],
};

/** An object as it is unless its merchant chose otherwise, or as they did. */
type Kind = ObjectKey | SyncObjectDefinition;

const definitionOf = (kind: Kind): SyncObjectDefinition => (typeof kind === "string" ? syncObject(kind) : kind);

/** A HubSpot account in memory: every object's records, and what is associated with what. */
export class MemoryPortal {
  readonly #types = new Map<string, MemoryHubspot>();
  readonly #associated = new Map<string, Set<string>>();
  #lastId = 5000;

  constructor(clock: Clock) {
    const nextId = () => String(++this.#lastId);
    for (const definition of [...mainObjectKeys, "order_lines" as const].flatMap((key) => modesOf(syncObject(key)))) {
      const { hubspot, stages, key: object } = definition;
      if (this.#types.has(hubspot.objectType)) continue;
      const made = stages?.pipeline?.stages.map(({ id }) => id) ?? [];
      const ids = new Set([...Object.values(stages?.statuses ?? {}).map(({ stageId }) => stageId), ...made]);
      const type = new MemoryHubspot(clock, {
        object,
        keyProperty: hubspot.keyProperty,
        ...(naturalKeys[object] && { naturalKey: naturalKeys[object] }),
        unique: unique[hubspot.objectType] ?? [],
        isShared: hubspot.isShared ?? false,
        watched: object === "customers" ? contacts : hubspot.watchedProperties,
        nextId,
        ...(stages && { stages: { property: stages.stageProperty, ids } }),
      });
      this.#types.set(hubspot.objectType, type);
    }
  }

  /** Records of the HubSpot object that an object of ours is one of: lines of orders and of carts are the same. */
  of(kind: Kind): MemoryHubspot {
    const { hubspot, key } = definitionOf(kind);
    const found = this.#types.get(hubspot.objectType);
    if (!found) throw new Error(`HubSpot has no ${key}`);
    return found;
  }

  types(): MemoryHubspot[] {
    return [...this.#types.values()];
  }

  /** A part is made with its association to the whole, which must be there. */
  write(definition: SyncObjectDefinition, write: RecordWrite, whole: Kind): WriteResult {
    const { parent, hubspot } = definition;
    const parentId = write.kind === "create" ? write.parentId : undefined;
    if (parent && parentId !== undefined && !this.of(whole).records.has(parentId))
      return { kind: "failed", error: new SyncError("transient", { code: "parent_gone", afterMs: 5_000 }) };
    // A part with its association can only be created: who has its key is said.
    const [known] =
      parentId !== undefined && write.kind === "create"
        ? this.of(definition).findBy(hubspot.keyProperty, write.key)
        : [];
    if (known) return { kind: "held", holderId: known.id, property: hubspot.keyProperty };
    const result = this.of(definition).write(write, hubspot.keyProperty);
    if (parent && parentId !== undefined && result.kind === "written")
      this.associate(definition, whole, { fromId: result.record.id, toId: parentId, label: null });
    return result;
  }

  /** @returns false when one of the two is not there. */
  associate(from: Kind, to: Kind, { fromId, toId, label }: AssociationPair): boolean {
    if (!this.of(from).records.has(fromId) || !this.of(to).records.has(toId)) return false;
    const key = this.#nameOf(from, fromId, to, toId);
    this.#associated.set(key, new Set([...(this.#associated.get(key) ?? []), label ?? ""]));
    return true;
  }

  /** Takes a label away, and with the last one the association. */
  dissociate(from: Kind, to: Kind, { fromId, toId, label }: AssociationPair): void {
    const key = this.#nameOf(from, fromId, to, toId);
    const labels = this.#associated.get(key);
    labels?.delete(label ?? "");
    if (labels?.size === 0) this.#associated.delete(key);
  }

  /** Ids of the records there that a record is associated with. */
  associated(from: Kind, fromId: string, to: Kind): string[] {
    const start = this.#nameOf(from, fromId, to, "");
    const ids = [...this.#associated.keys()]
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length));
    return ids.filter((id) => this.of(to).records.has(id)).sort();
  }

  /** Labels of an association, "" for none; undefined when the two are not associated. */
  labels(from: Kind, fromId: string, to: Kind, toId: string): string[] | undefined {
    const labels = this.#associated.get(this.#nameOf(from, fromId, to, toId));
    return labels && [...labels].sort();
  }

  #nameOf(from: Kind, fromId: string, to: Kind, toId: string): string {
    const types = [definitionOf(from).hubspot.objectType, definitionOf(to).hubspot.objectType];
    return `${types[0]}:${fromId}>${types[1]}:${toId}`;
  }
}
