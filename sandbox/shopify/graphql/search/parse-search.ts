/** One node of a parsed search. */
export type SearchNode =
  | { kind: "and" | "or"; parts: SearchNode[] }
  | { kind: "not"; part: SearchNode }
  | { kind: "term"; field: string | null; comparator: Comparator; value: string; quoted: boolean };
export type Comparator = ":" | ":>" | ":<" | ":>=" | ":<=";

type Token = { kind: "(" | ")" | "AND" | "OR" | "NOT" } | { kind: "term"; node: SearchNode };

/**
 * Reads Shopify's search syntax (https://shopify.dev/docs/api/usage/search-syntax): terms, `field:value` with comparators,
 * quotes, AND (also by mere space), OR, NOT and `-`, brackets. A blank search is null and finds everything.
 */
export function parseSearch(text: string): SearchNode | null {
  const tokens = tokenise(text);
  let at = 0;

  function readOr(): SearchNode | null {
    const parts: SearchNode[] = [];
    for (;;) {
      const part = readAnd();
      if (part) parts.push(part);
      if (tokens[at]?.kind !== "OR") break;
      at += 1;
    }
    return join("or", parts);
  }

  function readAnd(): SearchNode | null {
    const parts: SearchNode[] = [];
    while (at < tokens.length) {
      const kind = tokens[at]?.kind;
      if (kind === "OR" || kind === ")") break;
      if (kind === "AND") {
        at += 1;
        continue;
      }
      const part = readOne();
      if (part) parts.push(part);
    }
    return join("and", parts);
  }

  function readOne(): SearchNode | null {
    const token = tokens[at];
    at += 1;
    if (!token) return null;
    if (token.kind === "term") return token.node;
    if (token.kind === "NOT") {
      const part = readOne();
      return part && { kind: "not", part };
    }
    if (token.kind !== "(") return null;
    const inner = readOr();
    if (tokens[at]?.kind === ")") at += 1;
    return inner;
  }

  return readOr();
}

function join(kind: "and" | "or", parts: SearchNode[]): SearchNode | null {
  if (parts.length <= 1) return parts[0] ?? null;
  return { kind, parts };
}

const PATTERN =
  /\s*(?:(\()|(\))|(AND|OR|NOT)(?=[\s()]|$)|(-(?=\S))?(?:([A-Za-z_][\w.]*)\s*:\s*(>=|<=|>|<)?\s*)?(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|([^\s()]+)))/gy;

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const [, open, close, word, minus, field, comparator, single, double, bare] = match;
    if (open) tokens.push({ kind: "(" });
    else if (close) tokens.push({ kind: ")" });
    else if (word) tokens.push({ kind: word as "AND" | "OR" | "NOT" });
    else {
      const quoted = single ?? double;
      const node: SearchNode = {
        kind: "term",
        field: field ?? null,
        comparator: `:${comparator ?? ""}` as Comparator,
        value: quoted === undefined ? (bare ?? "").replace(/\\(.)/g, "$1") : quoted.replace(/\\(.)/g, "$1"),
        quoted: quoted !== undefined,
      };
      tokens.push({ kind: "term", node: minus ? { kind: "not", part: node } : node });
    }
  }
  return tokens;
}
