import type { AssociationType, AssociationTypes } from "#sandbox/hubspot/crm/associations/association-types.ts";
import type { ChangeSource } from "#sandbox/hubspot/crm/change-source.ts";

/** A record by its type id and its own id. */
export interface End {
  typeId: string;
  id: string;
}

export interface AssociationChange {
  from: End;
  to: End;
  type: AssociationType;
  isRemoved: boolean;
}

export interface AssociatedRecord {
  id: string;
  types: readonly AssociationType[];
}

type Links = Map<string, Map<string, readonly AssociationType[]>>;

const NONE: ReadonlyMap<string, readonly AssociationType[]> = new Map();

/**
 * Who is associated with whom in a portal, kept in both directions. Every pair has the unlabelled type, whatever labels
 * it has besides. Changes leave the records and their times alone, as HubSpot's do.
 */
export class AssociationStore {
  readonly #types: AssociationTypes;
  readonly #onChange: (change: AssociationChange, source: ChangeSource) => void;
  /** By direction ("0-123>0-8"), then by the record at its beginning. */
  readonly #links = new Map<string, Links>();
  /** Lists of types, each kept once: hundreds of thousands of pairs share a handful of them. */
  readonly #lists = new Map<string, readonly AssociationType[]>();

  constructor(types: AssociationTypes, onChange: (change: AssociationChange, source: ChangeSource) => void) {
    this.#types = types;
    this.#onChange = onChange;
  }

  /** The records of a type that this one is associated with, oldest association first. */
  of(from: End, toTypeId: string): ReadonlyMap<string, readonly AssociationType[]> {
    return this.#links.get(`${from.typeId}>${toTypeId}`)?.get(from.id) ?? NONE;
  }

  typesBetween(from: End, to: End): readonly AssociationType[] {
    return this.of(from, to.typeId).get(to.id) ?? [];
  }

  /** Pairs in the portal, counted once for each direction of a kind. */
  count(fromTypeId: string, toTypeId: string): number {
    let count = 0;
    for (const links of this.#links.get(`${fromTypeId}>${toTypeId}`)?.values() ?? []) count += links.size;
    return count;
  }

  /** The parent of a record that can have only one, in `types`' sense; undefined when it has none. */
  soleParentOf(child: End, parentTypeIds: readonly string[]): End | undefined {
    for (const typeId of parentTypeIds) {
      for (const id of this.of(child, typeId).keys()) return { typeId, id };
    }
    return undefined;
  }

  /**
   * Adds these types to what is between the two, the unlabelled one included. Without any other the first of a record
   * becomes its primary one, where there is such a thing; making another primary moves the mark.
   */
  associate(from: End, to: End, types: readonly AssociationType[], source: ChangeSource): void {
    const standard = this.#types.standard(from.typeId, to.typeId);
    const wanted = new Set([...(standard ? [standard] : []), ...types]);
    const [owner, other] = this.#primaryEnds(from, to);
    const primary = owner && this.#types.primary(owner.typeId, other.typeId);
    if (owner && primary) {
      const forward = owner === from ? primary : this.#types.back(primary);
      const present = this.#primaryOf(owner, other.typeId);
      if (present === undefined) wanted.add(forward);
      else if (wanted.has(forward) && present !== other.id) {
        this.#remove(owner, { typeId: other.typeId, id: present }, [primary], source);
      }
    }
    const has = this.typesBetween(from, to);
    for (const type of wanted) if (!has.includes(type)) this.#add(from, to, type, source);
  }

  /** Takes everything between the two away; nothing happens when there is nothing. */
  dissociate(from: End, to: End, source: ChangeSource): void {
    this.#remove(from, to, this.typesBetween(from, to), source);
  }

  /** Takes only these types away; without the unlabelled one nothing is left between the two. */
  removeTypes(from: End, to: End, types: readonly AssociationType[], source: ChangeSource): void {
    const standard = this.#types.standard(from.typeId, to.typeId);
    if (standard && types.includes(standard)) this.dissociate(from, to, source);
    else this.#remove(from, to, types, source);
  }

  /** Takes a label away wherever it is used, without telling anybody: its definition is gone too. */
  dropType(type: AssociationType): void {
    for (const links of this.#links.get(`${type.from}>${type.to}`)?.values() ?? []) {
      for (const [id, types] of links) if (types.includes(type)) links.set(id, this.#list(types, type, false));
    }
  }

  /** Forgets everything about a record that is gone; its deletion is the only news. */
  drop(end: End): void {
    for (const [typeId, ids] of this.#neighbours(end)) {
      for (const id of ids) this.#links.get(`${typeId}>${end.typeId}`)?.get(id)?.delete(end.id);
      this.#links.get(`${end.typeId}>${typeId}`)?.delete(end.id);
    }
  }

  /** Hands the associations of a record that was merged away over to the one it lives on in. */
  move(from: End, into: End): void {
    for (const [typeId, ids] of this.#neighbours(from)) {
      for (const id of ids) {
        const other = { typeId, id };
        const hasPrimary = this.#primaryOf(into, typeId) !== undefined;
        const types = this.typesBetween(from, other).filter((type) => !(type.isPrimary && hasPrimary));
        if (id === into.id && typeId === into.typeId) continue;
        for (const type of types) this.#keep(into, other, type);
      }
    }
    this.drop(from);
  }

  *#neighbours(end: End): Generator<[string, string[]]> {
    for (const [direction, links] of this.#links) {
      const [fromTypeId, toTypeId = ""] = direction.split(">");
      if (fromTypeId === end.typeId) yield [toTypeId, [...(links.get(end.id)?.keys() ?? [])]];
    }
  }

  /** Contacts and deals have a primary company, never the reverse: the end that has it comes first. */
  #primaryEnds(from: End, to: End): [End | undefined, End] {
    if (to.typeId === "0-2") return [from, to];
    return from.typeId === "0-2" ? [to, from] : [undefined, to];
  }

  #primaryOf(owner: End, typeId: string): string | undefined {
    if (!this.#types.primary(owner.typeId, typeId) || typeId !== "0-2") return undefined;
    for (const [id, types] of this.of(owner, typeId)) if (types.some(({ isPrimary }) => isPrimary)) return id;
    return undefined;
  }

  #add(from: End, to: End, type: AssociationType, source: ChangeSource): void {
    this.#keep(from, to, type);
    this.#tell(from, to, type, false, source);
  }

  #keep(from: End, to: End, type: AssociationType): void {
    this.#set(from, to, this.#list(this.typesBetween(from, to), type, true));
    this.#set(to, from, this.#list(this.typesBetween(to, from), this.#types.back(type), true));
  }

  #remove(from: End, to: End, types: readonly AssociationType[], source: ChangeSource): void {
    for (const type of types) {
      if (!this.typesBetween(from, to).includes(type)) continue;
      this.#set(from, to, this.#list(this.typesBetween(from, to), type, false));
      this.#set(to, from, this.#list(this.typesBetween(to, from), this.#types.back(type), false));
      this.#tell(from, to, type, true, source);
    }
  }

  #tell(from: End, to: End, type: AssociationType, isRemoved: boolean, source: ChangeSource): void {
    this.#onChange({ from, to, type, isRemoved }, source);
    this.#onChange({ from: to, to: from, type: this.#types.back(type), isRemoved }, source);
  }

  #set(from: End, to: End, types: readonly AssociationType[]): void {
    const direction = `${from.typeId}>${to.typeId}`;
    const links: Links = this.#links.get(direction) ?? new Map();
    this.#links.set(direction, links);
    const own = links.get(from.id) ?? new Map<string, readonly AssociationType[]>();
    if (types.length > 0) own.set(to.id, types);
    else own.delete(to.id);
    if (own.size > 0) links.set(from.id, own);
    else links.delete(from.id);
  }

  #list(present: readonly AssociationType[], type: AssociationType, isAdded: boolean): readonly AssociationType[] {
    const others = present.filter((one) => one !== type);
    const list = isAdded ? [...others, type] : others;
    const key = list.map(({ category, from, typeId }) => `${from} ${category}=${typeId}`).join();
    const known = this.#lists.get(key) ?? list;
    this.#lists.set(key, known);
    return known;
  }
}
