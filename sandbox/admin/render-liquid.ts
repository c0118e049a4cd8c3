type Scope = Record<string, unknown>;
type Filter = (value: unknown, argument: unknown) => unknown;
type Token = { kind: "output" | "tag" | "text"; text: string };

/**
 * The part of Liquid that an app embed needs: output with a few filters, assign, if / elsif / else / unless, comment
 * and schema. Throws on anything else, so that a block never looks as if it worked.
 */
export function renderLiquid(source: string, globals: Scope, filters: Record<string, Filter> = {}): string {
  const known = { ...FILTERS, ...filters };
  const tokens = cut(source);
  const scope: Scope = { ...globals };
  let at = 0;

  /** Renders up to one of the given tags, which it leaves to the caller. */
  function renderUntil(ends: readonly string[], isLive: boolean): { text: string; end: string } {
    let text = "";
    for (; at < tokens.length; at++) {
      const token = tokens[at] as Token;
      const [word = ""] = token.text.split(/\s/, 1);
      if (token.kind === "tag" && ends.includes(word)) return { text, end: token.text };
      const live = renderToken(token, isLive);
      if (isLive) text += live;
    }
    if (ends.length > 0) throw new Error(`Liquid: there is no ${ends.at(-1)}.`);
    return { text, end: "" };
  }

  function renderToken({ kind, text }: Token, isLive: boolean): string {
    if (kind === "text") return text;
    if (kind === "output") return isLive ? print(evaluate(text, scope, known)) : "";
    const [word = "", ...rest] = text.split(/\s+/);
    if (word === "if" || word === "unless") return renderIf(word === "unless", rest.join(" "), isLive);
    if (word === "comment" || word === "schema") return skipTo(`end${word}`);
    if (word !== "assign") throw new Error(`Liquid: the stand-in does not know {% ${word} %}.`);
    const assigned = /^assign\s+(\w+)\s*=\s*([\s\S]+)$/.exec(text);
    if (isLive && assigned !== null) scope[assigned[1] ?? ""] = evaluate(assigned[2] ?? "", scope, known);
    return "";
  }

  function renderIf(isNegated: boolean, condition: string, isLive: boolean): string {
    let result = "";
    let isDone = false;
    let holds = isLive && isTrue(condition, scope) !== isNegated;
    for (;;) {
      at++;
      const branch = renderUntil(["elsif", "else", isNegated ? "endunless" : "endif"], holds && !isDone);
      if (holds && !isDone) {
        result = branch.text;
        isDone = true;
      }
      if (branch.end.startsWith("end")) return result;
      holds = isLive && (branch.end === "else" || isTrue(branch.end.replace(/^elsif\s+/, ""), scope));
    }
  }

  function skipTo(end: string): string {
    while (at < tokens.length && !(tokens[at]?.kind === "tag" && tokens[at]?.text === end)) at++;
    return "";
  }

  return renderUntil([], true).text;
}

/** A dash inside a tag takes the white space on its side away. */
function cut(source: string): Token[] {
  const tokens: Token[] = [];
  let last = 0;
  let trimsNext = false;
  const addText = (text: string, trimsEnd: boolean): void => {
    const start = trimsNext ? text.trimStart() : text;
    tokens.push({ kind: "text", text: trimsEnd ? start.trimEnd() : start });
  };
  for (const match of source.matchAll(/\{\{(-?)([\s\S]*?)(-?)\}\}|\{%(-?)([\s\S]*?)(-?)%\}/g)) {
    addText(source.slice(last, match.index), (match[1] ?? match[4]) === "-");
    tokens.push({ kind: match[2] === undefined ? "tag" : "output", text: (match[2] ?? match[5] ?? "").trim() });
    trimsNext = (match[3] ?? match[6]) === "-";
    last = match.index + match[0].length;
  }
  addText(source.slice(last), false);
  return tokens;
}

const FILTERS: Record<string, Filter> = {
  json: (value) => JSON.stringify(value ?? null).replaceAll("</", "<\\/"),
  escape: (value) =>
    print(value)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;"),
  default: (value, other) => (isBlank(value) ? other : value),
  append: (value, tail) => `${print(value)}${print(tail)}`,
  prepend: (value, head) => `${print(head)}${print(value)}`,
  downcase: (value) => print(value).toLowerCase(),
  strip: (value) => print(value).trim(),
  url_encode: (value) => encodeURIComponent(print(value)),
};

function evaluate(expression: string, scope: Scope, known: Record<string, Filter>): unknown {
  const [first = "", ...filters] = expression.split(/\|(?=(?:[^'"]|'[^']*'|"[^"]*")*$)/).map((part) => part.trim());
  return filters.reduce(
    (value, filter) => {
      const [name = "", argument] = filter.split(/:\s*/, 2);
      const apply = known[name];
      if (apply === undefined) throw new Error(`Liquid: the stand-in does not know the filter ${name}.`);
      return apply(value, argument === undefined ? undefined : look(argument, scope));
    },
    look(first, scope),
  );
}

function look(term: string, scope: Scope): unknown {
  const quoted = /^'([^']*)'$|^"([^"]*)"$/.exec(term);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  if (/^-?\d+(\.\d+)?$/.test(term)) return Number(term);
  if (term === "true" || term === "false") return term === "true";
  if (term === "nil" || term === "null" || term === "blank" || term === "empty") return null;
  const path = term.replaceAll(/\[['"]?([^\]'"]+)['"]?\]/g, ".$1").split(".");
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Scope)[key] : undefined),
    scope,
  );
}

/** `and` and `or` are read from right to left, as Liquid does. */
function isTrue(condition: string, scope: Scope): boolean {
  const joined = /^([\s\S]*?)\s+(and|or)\s+([\s\S]*)$/.exec(condition);
  if (joined !== null) {
    const [, left = "", word, right = ""] = joined;
    return word === "and" ? isTrue(left, scope) && isTrue(right, scope) : isTrue(left, scope) || isTrue(right, scope);
  }
  const compared = /^([\s\S]*?)\s*(==|!=|contains)\s*([\s\S]*)$/.exec(condition);
  if (compared === null) {
    const value = look(condition.trim(), scope);
    return value !== undefined && value !== null && value !== false;
  }
  const [left, right] = [look(compared[1] ?? "", scope), look(compared[3] ?? "", scope)];
  if (compared[2] === "contains") return print(left).includes(print(right));
  const isSame = left === right || (isBlank(left) && /^(blank|empty|nil|null)$/.test(compared[3] ?? ""));
  return (compared[2] === "==") === isSame;
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === false || value === "";

/** A metafield prints as its value. */
function print(value: unknown): string {
  if (typeof value === "object" && value !== null && "value" in value) return print(value.value);
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
