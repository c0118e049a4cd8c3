import type { Args } from "../call.ts";

/** HTML without its tags and with its commonest entities read, as Shopify's plain `description`. */
function toPlainText(html: string): string {
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };
  return html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/** A `description` field: plain text, cut where `truncateAt` says. */
export function describeHtml(html: string, args: Args): string {
  const text = toPlainText(html);
  const most = typeof args.truncateAt === "number" ? args.truncateAt : text.length;
  return text.length > most ? `${text.slice(0, Math.max(0, most - 3))}...` : text;
}
