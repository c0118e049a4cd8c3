import { readFileSync } from "node:fs";

export interface Memory {
  /** resident now, MB */
  readonly rss: number;
  /** the most that was ever resident, MB */
  readonly peak: number;
}

/** Of a process, as the kernel counts it. */
export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name: string) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024);
  return { rss: read("VmRSS"), peak: read("VmHWM") };
}

/** Seconds of a processor that a process has used: unlike time on the clock they tell little of who else uses the machine. */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  // utime and stime, in hundredths.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
