interface Metric {
  id: string;
  name: "CLS" | "INP" | "LCP";
  value: number;
}
type Callback = ((report: { metrics: Metric[] }) => void) | null;

/** Measured from the start, so that a late listener misses nothing. Reported each time the page is hidden, as the real script does. */
export function measureWebVitals(): { onReport: (callback: Callback) => Promise<void> } {
  const measured = new Map<Metric["name"], Metric>();
  let callback: Callback = null;
  const note = (name: Metric["name"], value: number): void => {
    measured.set(name, { id: measured.get(name)?.id ?? crypto.randomUUID(), name, value });
  };
  observe("largest-contentful-paint", (entry) => note("LCP", entry.startTime));
  observe("layout-shift", (entry) => {
    const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!shift.hadRecentInput) note("CLS", (measured.get("CLS")?.value ?? 0) + shift.value);
  });
  observe("event", (entry) => note("INP", Math.max(measured.get("INP")?.value ?? 0, entry.duration)));
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") callback?.({ metrics: [...measured.values()] });
  });
  return {
    onReport: async (wanted) => {
      callback = wanted;
    },
  };
}

function observe(type: string, seen: (entry: PerformanceEntry) => void): void {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
  new PerformanceObserver((list) => list.getEntries().forEach(seen)).observe({ type, buffered: true });
}
