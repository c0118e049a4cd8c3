import type { ReactNode } from "react";
import { createContext, startTransition, useContext, useEffect, useMemo, useState } from "react";

/** How the shop writes numbers and times. `now` is the server's clock at the first page, so that both renderings agree. */
export interface FormatSettings {
  readonly locale: string;
  readonly timeZone: string;
  readonly now: number;
}

const Formats = createContext(createFormat("en", "UTC"));
const FirstNow = createContext(0);
const Now = createContext(0);

/** One set of formats for the whole page: making them is dear. */
export function FormatProvider({ settings, children }: { settings: FormatSettings; children: ReactNode }) {
  const { locale, timeZone, now } = settings;
  const format = useMemo(() => createFormat(locale, timeZone), [locale, timeZone]);
  return (
    <Formats.Provider value={format}>
      <FirstNow.Provider value={now}>
        <Clock first={now}>{children}</Clock>
      </FirstNow.Provider>
    </Formats.Provider>
  );
}

const tickMs = 20_000;

/** One clock for the whole page. It goes on when nothing more urgent is to be drawn. */
function Clock({ first, children }: { first: number; children: ReactNode }) {
  const [now, setNow] = useState(first);
  useEffect(() => {
    const tick = () => startTransition(() => setNow(Date.now()));
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, []);
  return <Now.Provider value={now}>{children}</Now.Provider>;
}

/** The instant of the first rendering, in milliseconds. */
export function useFirstNow(): number {
  return useContext(FirstNow);
}

/** The present in milliseconds, to the third of a minute: at first the server's, so that both renderings agree. */
export function useNow(): number {
  return useContext(Now);
}

/** Numbers and times in the shop's locale and time zone. */
export function useFormat() {
  return useContext(Formats);
}

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Instants are ISO 8601, durations seconds. An unknown time zone reads as UTC. */
export function createFormat(locale: string, timeZone: string) {
  const number = once(() => new Intl.NumberFormat(locale));
  const percent = once(() => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "always" }));
  const minutes = once(() => new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "long" }));
  const dateTime = once(
    () =>
      new Intl.DateTimeFormat(locale, {
        dateStyle: "medium",
        timeStyle: "short",
        timeZone: isTimeZone(timeZone) ? timeZone : "UTC",
      }),
  );
  return {
    number: (value: number) => number().format(value),
    percent: (share: number) => percent().format(share),
    dateTime: (at: string) => dateTime().format(new Date(at)),
    /** @returns null when it is less than a minute: the caller has the word for that. */
    ago(at: string, now: number): string | null {
      const seconds = Math.max(0, (now - new Date(at).getTime()) / 1000);
      const unit = units.find(([, size]) => seconds >= size);
      return unit ? relative().format(-Math.floor(seconds / unit[1]), unit[0]) : null;
    },
    /** Rounded up to whole minutes, because an estimate is no more exact than that. */
    minutes: (seconds: number) => minutes().format(Math.max(1, Math.ceil(seconds / 60))),
  };
}

/** @returns what `make` makes when it is asked for first. A format takes a browser up to 20 ms, and most pages need two of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
