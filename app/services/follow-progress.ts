import type { Log } from "#app/lib/log.ts";

/** What the pace is told by; the rest is handed on as it is. */
interface Readable {
  readonly connected: boolean;
  readonly objects: Readonly<
    Record<
      string,
      { readonly pending: number; readonly run: { readonly status: string; readonly pausedAt?: string | null } | null }
    >
  >;
  readonly reviews?: Readonly<Record<string, { readonly status: string }>>;
}

/** Someone who is told how a shop's syncs are. Neither may throw. */
export interface Follower {
  /** the progress as JSON: at once, then whenever it changed */
  readonly tell: (progress: string) => void;
  /** nothing more will be told: the process stops */
  readonly end: () => void;
}

export interface ProgressFeed {
  /** @returns how to stop following; null when the process, or the shop, has as many followers as is good for it */
  follow(shop: string, follower: Follower): (() => void) | null;
  /** of all shops */
  followers(): number;
  /** Ends all followers and takes no new one. */
  close(): void;
}

interface Options {
  readonly read: (shop: string) => Promise<Readable>;
  readonly log: Pick<Log, "warn">;
  readonly most?: number;
  readonly mostOfShop?: number;
  /** between two reads, in milliseconds: while a run or review is under way, while changes or the connection are waited for, else */
  readonly pace?: { readonly run: number; readonly pending: number; readonly calm: number };
}

interface Watch {
  readonly followers: Map<Follower, string | null>;
  timer: NodeJS.Timeout | undefined;
  reading: boolean;
  /** somebody came while it was being read: what they saw may be newer */
  again: boolean;
}

/**
 * Reads the progress of the shops that somebody watches, once for all who watch the same one: often while something is under way,
 * seldom otherwise, not at all when nobody looks. Who comes is told the state of that moment.
 */
export function createProgressFeed(options: Options): ProgressFeed {
  const { read, log, most = 500, mostOfShop = 25, pace = { run: 1_000, pending: 2_000, calm: 5_000 } } = options;
  const watches = new Map<string, Watch>();
  let closed = false;

  const count = () => [...watches.values()].reduce((sum, { followers }) => sum + followers.size, 0);

  async function look(shop: string, watch: Watch): Promise<void> {
    clearTimeout(watch.timer);
    watch.again = watch.reading;
    if (watch.reading) return;
    watch.reading = true;
    const waitMs = await readAndTell(shop, watch);
    watch.reading = false;
    if (watch.followers.size === 0) return;
    if (watch.again) await look(shop, watch);
    else watch.timer = setTimeout(() => void look(shop, watch), waitMs);
  }

  async function readAndTell(shop: string, watch: Watch): Promise<number> {
    try {
      const progress = await read(shop);
      const text = JSON.stringify(progress);
      for (const [follower, told] of watch.followers) {
        if (told === text) continue;
        watch.followers.set(follower, text);
        follower.tell(text);
      }
      return paceOf(progress, pace);
    } catch (error) {
      // The database may be away for a while: those who watch stay, and are told when it is back.
      log.warn({ event: "progress.read_failed", shop, error });
      return pace.calm;
    }
  }

  return {
    follow(shop, follower) {
      const watch = watches.get(shop) ?? { followers: new Map(), timer: undefined, reading: false, again: false };
      if (closed || count() >= most || watch.followers.size >= mostOfShop) return null;
      watches.set(shop, watch);
      watch.followers.set(follower, null);
      void look(shop, watch);
      return () => {
        watch.followers.delete(follower);
        if (watch.followers.size > 0) return;
        clearTimeout(watch.timer);
        if (watches.get(shop) === watch) watches.delete(shop);
      };
    },
    followers: count,
    close() {
      closed = true;
      for (const { followers, timer } of watches.values()) {
        clearTimeout(timer);
        const all = [...followers.keys()];
        followers.clear();
        for (const follower of all) follower.end();
      }
    },
  };
}

function paceOf(
  { connected, objects, reviews = {} }: Readable,
  pace: { run: number; pending: number; calm: number },
): number {
  const states = Object.values(objects);
  if (states.some(({ run }) => run?.status === "running" && !run.pausedAt)) return pace.run;
  if (Object.values(reviews).some(({ status }) => status === "running")) return pace.run;
  return !connected || states.some(({ pending }) => pending > 0) ? pace.pending : pace.calm;
}
