/** Markup that is safe to send as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | boolean | null | number | string | undefined | readonly Part[];

/** Markup with every value in it escaped, other markup excepted; nothing, null and booleans leave no trace. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((text, string, i) => text + string + (i < parts.length ? write(parts[i]) : ""), ""));
}

/** An attribute's value as JSON for a `<script type="application/json">`, which only a closing tag could end. */
export const jsonMarkup = (value: unknown): Markup => new Markup(JSON.stringify(value).replaceAll("<", "\\u003c"));

function write(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(write).join("");
  if (part === null || part === undefined || typeof part === "boolean") return "";
  return String(part)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
