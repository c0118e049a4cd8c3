/** A page of a connection. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A connection's nodes from its first page on, to its end: `next` reads the page after a cursor, and null ends it. */
export async function allNodes<Node>(
  first: Page<Node>,
  next: (after: string) => Promise<Page<Node> | null>,
): Promise<readonly Node[]> {
  const nodes = [...first.nodes];
  for (let page: Page<Node> | null = first; page?.pageInfo.hasNextPage && page.pageInfo.endCursor !== null; ) {
    page = await next(page.pageInfo.endCursor);
    nodes.push(...(page?.nodes ?? []));
  }
  return nodes;
}
