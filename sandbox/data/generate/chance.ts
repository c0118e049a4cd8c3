import { seededRandom } from "#sandbox/http/seeded-random.ts";

/** Repeatable choices: the same seed makes the same shop. */
export interface Chance {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  between(first: number, last: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Picks a key by its weight. */
  weigh<K extends string>(weights: Record<K, number>): K;
  /** Some of these, in their own order. */
  some<T>(from: readonly T[], count: number): T[];
}

export function createChance(seed: number): Chance {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[below(from.length)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  };
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    happens: (probability) => random() < probability,
    pick,
    weigh<K extends string>(weights: Record<K, number>): K {
      const entries = Object.entries(weights) as [K, number][];
      let rest = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        rest -= weight;
        if (rest < 0) return key;
      }
      return entries[0]?.[0] as K;
    },
    some<T>(from: readonly T[], count: number): T[] {
      const left = [...from];
      const chosen = new Set<T>();
      while (chosen.size < count && left.length > 0) chosen.add(left.splice(below(left.length), 1)[0] as T);
      return from.filter((item) => chosen.has(item));
    },
  };
}
