/** A page of a record's lines. */
export interface LinePage<Line> {
  readonly nodes: readonly Line[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * A record's lines to the last, from the page that came with it.
 * @param next the page after a cursor; null when the record is there no longer
 * @returns null when the record went while its lines were read
 */
export async function readLines<Line>(
  first: LinePage<Line>,
  next: (after: string) => Promise<LinePage<Line> | null>,
): Promise<readonly Line[] | null> {
  const lines = [...first.nodes];
  let { pageInfo } = first;
  while (pageInfo.hasNextPage && pageInfo.endCursor !== null) {
    const page = await next(pageInfo.endCursor);
    if (!page) return null;
    lines.push(...page.nodes);
    pageInfo = page.pageInfo;
  }
  return lines;
}
