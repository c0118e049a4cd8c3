import type { ChangeSource } from "#sandbox/hubspot/crm/change-source.ts";

export interface ValueVersion {
  value: string;
  at: number;
  source: ChangeSource;
}

/**
 * What the properties of a record have been, newest first. The values of its creation are shared with the record
 * itself, so that hundreds of thousands of records that were never edited need no memory for it.
 */
export class ValueHistory {
  readonly #created: { values: ReadonlyMap<string, string>; at: number; source: ChangeSource };
  #changes: Map<string, ValueVersion[]> | undefined;

  constructor(values: ReadonlyMap<string, string>, at: number, source: ChangeSource) {
    this.#created = { values, at, source };
  }

  /** The versions of one property; none for one that was never set. */
  get(name: string): ValueVersion[] {
    const { values, at, source } = this.#created;
    const value = values.get(name);
    const first = value === undefined || value === "" ? [] : [{ value, at, source }];
    return [...(this.#changes?.get(name) ?? []), ...first];
  }

  add(name: string, version: ValueVersion): void {
    this.#changes ??= new Map();
    this.#changes.set(name, [version, ...(this.#changes.get(name) ?? [])]);
  }

  /** A history of its own that begins with this one, for the record that a merge makes. */
  copy(): ValueHistory {
    const { values, at, source } = this.#created;
    const copy = new ValueHistory(values, at, source);
    if (this.#changes) copy.#changes = new Map(this.#changes);
    return copy;
  }

  *[Symbol.iterator](): Generator<[string, ValueVersion[]]> {
    for (const name of new Set([...this.#created.values.keys(), ...(this.#changes?.keys() ?? [])])) {
      yield [name, this.get(name)];
    }
  }
}
