import type { ReactNode } from "react";
import { createContext, useContext, useMemo } from "react";

/** How the shop writes numbers and times. `now` is the server's clock at the first page, so that both renderings agree. */
export interface FormatSettings {
  readonly locale: string;
  readonly timeZone: string;
  readonly now: number;
}

const Settings = createContext<FormatSettings>({ locale: "en", timeZone: "UTC", now: 0 });

export function FormatProvider({ settings, children }: { settings: FormatSettings; children: ReactNode }) {
  return <Settings.Provider value={settings}>{children}</Settings.Provider>;
}

/** The instant of the first rendering, in milliseconds. */
export function useFirstNow(): number {
  return useContext(Settings).now;
}

/** Numbers and times in the shop's locale and time zone. */
export function useFormat() {
  const { locale, timeZone } = useContext(Settings);
  return useMemo(() => createFormat(locale, timeZone), [locale, timeZone]);
}

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Instants are ISO 8601, durations seconds. An unknown time zone reads as UTC. */
export function createFormat(locale: string, timeZone: string) {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  const dateTime = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: isTimeZone(timeZone) ? timeZone : "UTC",
  });
  return {
    number: (value: number) => number.format(value),
    percent: (share: number) => percent.format(share),
    dateTime: (at: string) => dateTime.format(new Date(at)),
    /** @returns null when it is less than a minute: the caller has the word for that. */
    ago(at: string, now: number): string | null {
      const seconds = Math.max(0, (now - new Date(at).getTime()) / 1000);
      const unit = units.find(([, size]) => seconds >= size);
      return unit ? relative.format(-Math.floor(seconds / unit[1]), unit[0]) : null;
    },
    /** Rounded up to whole minutes, because an estimate is no more exact than that. */
    minutes(seconds: number): string {
      const minutes = Math.max(1, Math.ceil(seconds / 60));
      return new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "long" }).format(minutes);
    },
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
