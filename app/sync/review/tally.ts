import type { Side } from "../record.ts";

/** One record by its id on a side: all that is kept of it. */
export interface ReviewSample {
  readonly side: Side;
  readonly id: string;
}

/** What a review has found so far, by kind, as `find-kinds.ts` names them. */
export interface Tally {
  readonly counts: Readonly<Record<string, number>>;
  /** a few records of each kind */
  readonly samples: Readonly<Record<string, readonly ReviewSample[]>>;
}

export const emptyTally: Tally = { counts: {}, samples: {} };

/** How many records of a kind are kept to be looked at. */
export const MAX_SAMPLES = 5;

/** The tally with one more record: `found` says how many of each kind it adds. */
export function addToTally(tally: Tally, sample: ReviewSample, found: Readonly<Record<string, number>>): Tally {
  const counts: Record<string, number> = { ...tally.counts };
  const samples: Record<string, readonly ReviewSample[]> = { ...tally.samples };
  for (const [kind, amount] of Object.entries(found)) {
    if (amount === 0) continue;
    counts[kind] = (counts[kind] ?? 0) + amount;
    const known = samples[kind] ?? [];
    if (known.length < MAX_SAMPLES) samples[kind] = [...known, sample];
  }
  return { counts, samples };
}
