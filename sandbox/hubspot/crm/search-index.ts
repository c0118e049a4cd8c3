import type { Clock } from "#sandbox/http/clock.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";

interface PendingState {
  dueAt: number;
  record: CrmRecord;
}

const FEW = 5_000;

/** What search can see: each record as it was a moment ago, never archived ones. */
export class SearchIndex {
  readonly #clock: Clock;
  readonly #lagMs: () => number;
  readonly #visible = new Map<string, CrmRecord>();
  #pending: PendingState[] = [];
  /** Ids in ascending order, kept until a record comes or goes. */
  #ids: string[] | undefined;
  #catchUpAt = FEW;

  constructor(clock: Clock, lagMs: () => number) {
    this.#clock = clock;
    this.#lagMs = lagMs;
  }

  /** Lets search see this state after the lag. */
  note(record: CrmRecord): void {
    const delay = this.#lagMs();
    if (delay <= 0) this.#show(record);
    else this.#pending.push({ dueAt: this.#clock.now() + delay, record });
    if (this.#pending.length < this.#catchUpAt) return;
    this.#catchUp();
    // What still waits is not looked through again before as much has come on top.
    this.#catchUpAt = Math.max(FEW, 2 * this.#pending.length);
  }

  all(): CrmRecord[] {
    this.#catchUp();
    this.#ids ??= [...this.#visible.keys()].sort((a, b) => Number(a) - Number(b));
    return this.#ids.flatMap((id) => this.#visible.get(id) ?? []);
  }

  isCaughtUp(): boolean {
    this.#catchUp();
    return this.#pending.length === 0;
  }

  #catchUp(): void {
    const now = this.#clock.now();
    const waiting: PendingState[] = [];
    for (const state of this.#pending) {
      if (state.dueAt <= now) this.#show(state.record);
      else waiting.push(state);
    }
    this.#pending = waiting;
  }

  #show(record: CrmRecord): void {
    const shown = this.#visible.get(record.id);
    // Jitter may deliver an older state after a newer one.
    if (shown && shown.updatedAt > record.updatedAt) return;
    if (record.archived === Boolean(shown)) this.#ids = undefined;
    if (record.archived) this.#visible.delete(record.id);
    else this.#visible.set(record.id, record);
  }
}
