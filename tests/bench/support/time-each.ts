/** Does the work for each in turn. @returns its times in milliseconds, the shortest first. */
export async function timeEach<T>(
  items: readonly T[],
  work: (item: T, name: string) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (const [index, item] of items.entries()) {
    const before = performance.now();
    await work(item, `Bench ${index} ${Math.round(before)}`);
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b);
}

export function describeTimes(sorted: readonly number[]) {
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { edits: sorted.length, "median ms": at(0.5), "p95 ms": at(0.95), "max ms": at(1) };
}
