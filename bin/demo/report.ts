import type { Progress } from "#sandbox/play-merchant.ts";

export interface ObjectReport {
  shopify: number;
  hubspot: number;
  inSync: number;
  excluded: number;
  failing: number;
  /** records that only HubSpot has: excluded or failing there, and not among the shop's */
  hubspotOnly: number;
  created: number;
  updated: number;
  /** excluded and failing records by reason */
  reasons: Record<string, number>;
}

export interface DemoReport {
  objects: Record<string, ObjectReport>;
  seconds: number;
  requests: { shopify: number; hubspot: number };
  /** rows of the data that could not be loaded */
  problems: readonly { file: string; row: number; reason: string }[];
  urls: Record<string, string>;
  tokens: Record<string, string>;
}

/**
 * One object's figures: the product's own states beside what each vendor counts.
 * @param state absent for an object that was not set up
 */
export function objectReport(
  state: Progress["objects"][string] | undefined,
  counts: { shopify: number; hubspot: number },
): ObjectReport {
  const hubspotOnlyExcluded = state?.hubspotOnlyExcluded ?? 0;
  return {
    ...counts,
    inSync: state?.inSync ?? 0,
    // A contact that is no customer is none of the shop's records, which are what this counts.
    excluded: (state?.excluded ?? 0) - hubspotOnlyExcluded,
    failing: state?.failing ?? 0,
    hubspotOnly: hubspotOnlyExcluded + (state?.hubspotOnlyFailing ?? 0),
    created: state?.run?.created ?? 0,
    updated: state?.run?.updated ?? 0,
    reasons: state?.reasons ?? {},
  };
}

/** @returns what is wrong, in words; nothing when every record is in sync or excluded and both sides agree. */
export function findGaps(report: DemoReport): string[] {
  return Object.entries(report.objects).flatMap(([object, it]) => {
    const gaps: string[] = [];
    if (it.failing > 0) gaps.push(`${it.failing} ${object} fail`);
    const missing = it.shopify - it.inSync - it.excluded;
    if (it.failing === 0 && missing !== 0) gaps.push(`${missing} ${object} are unaccounted for`);
    if (it.hubspot < it.inSync) gaps.push(`HubSpot has ${it.hubspot} ${object} where ${it.inSync} are in sync`);
    return gaps;
  });
}

/** The report as a table for people, with the addresses to open. */
export function describeReport(report: DemoReport): string {
  const heads = ["object", "Shopify", "HubSpot", "in sync", "excluded", "failing", "created", "updated"];
  const rows = Object.entries(report.objects).map(([object, it]) =>
    [object, it.shopify, it.hubspot, it.inSync, it.excluded, it.failing, it.created, it.updated].map(String),
  );
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  const reasons = Object.entries(report.objects).flatMap(([object, it]) =>
    Object.entries(it.reasons).map(([reason, count]) => `  ${object}: ${count} × ${reason}`),
  );
  return [
    line(heads),
    ...rows.map(line),
    ...reasons,
    "",
    `${report.seconds} seconds, ${report.requests.shopify} requests to Shopify, ${report.requests.hubspot} to HubSpot`,
    "",
    ...Object.entries(report.urls).map(([name, url]) => `  ${name.padEnd(16)} ${url}`),
  ].join("\n");
}
