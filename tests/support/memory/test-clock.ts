import type { Clock } from "#app/sync/ports.ts";

/** A clock that stands still until it is told; each look at it lets a millisecond pass, so that no two instants are the same. */
export class TestClock implements Clock {
  #ms: number;

  constructor(start = "2026-03-01T09:00:00.000Z") {
    this.#ms = Date.parse(start);
  }

  now(): Date {
    this.#ms += 1;
    return new Date(this.#ms);
  }

  advance(ms: number): void {
    this.#ms += ms;
  }
}
