import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { capText } from "./multiline.ts";

// HTML's names of U+00A0 to U+00FF, in order. Source: html.spec.whatwg.org/multipage/named-characters.html.
const latin =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const entities = new Map<string, string>([
  ...latin.split(" ").map((name, i) => [name, String.fromCodePoint(0xa0 + i)] as const),
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["sbquo", "‚"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["bdquo", "„"],
  ["bull", "•"],
  ["hellip", "…"],
  ["euro", "€"],
  ["trade", "™"],
]);

// What begins a line of its own; a table's cells stay beside each other.
const blocks =
  "address|article|aside|blockquote|div|dl|dt|dd|figure|figcaption|footer|h[1-6]|header|hr|main|nav|ol|p|pre|section|table|ul";
const hidden = /<!--[\s\S]*?(?:-->|$)|<(script|style|template|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const tag = /<\/?[a-z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>/gi;
const breaks = new RegExp(`<(?:br\\s*/?|/?(?:${blocks})\\b[^>]*)>`, "gi");
const paragraphs = /<\/?(?:p|h[1-6]|blockquote|ul|ol|table|div|pre)\b[^>]*>/gi;

function decode(value: string): string {
  return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+\d*));/gi, (whole, hex, digits, name) => {
    const code = hex ? Number.parseInt(hex, 16) : digits ? Number(digits) : undefined;
    if (code === undefined) return entities.get(name) ?? whole;
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "";
  });
}

const lines = (value: string): string =>
  value
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** HTML as text: blocks become lines, list items "- ", entities characters; scripts, styles and comments go. */
function textOfHtml(html: string): string {
  const marked = html
    .replace(hidden, "")
    .replace(/\s+/g, " ")
    .replace(/ ?<li\b[^>]*>/gi, "\n- ")
    .replace(/ ?<tr\b[^>]*>/gi, "\n")
    .replace(paragraphs, "\n\n")
    .replace(breaks, "\n")
    .replace(/<\/?t[dh]\b[^>]*>/gi, " ")
    .replace(tag, "");
  return lines(decode(marked).normalize("NFC"));
}

const escapeText = (value: string): string => value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Text as HTML: blank lines part paragraphs. */
function htmlOfText(value: string): string {
  return lines(value.replace(/\r\n?/g, "\n"))
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeText(paragraph).replace(/\n/g, "<br>")}</p>`)
    .join("\n");
}

const flat = (value: string): string => capText(value).replace(/\s+/g, " ").trim();

/**
 * A description: HTML in Shopify, plain text in HubSpot. Towards Shopify the text becomes plain paragraphs, and whatever formatting was
 * there is gone; so they are compared by their words alone.
 */
export const html: Transform = {
  toHubspot: (value) => {
    const text = capText(textOfHtml(value));
    return mapped(text === "" ? null : text);
  },
  toShopify: (value) => mapped(htmlOfText(value)),
  comparable: (side, value) => flat(side === "shopify" ? textOfHtml(value) : value.normalize("NFC")),
};
