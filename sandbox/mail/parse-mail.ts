export interface ParsedMail {
  /** Names in small letters, values unfolded and decoded. */
  headers: Record<string, string>;
  text: string;
  html: string;
}

/** Reads a message (RFC 5322, MIME): its headers, and its bodies for people. */
export function parseMail(raw: string): ParsedMail {
  const { headers, body } = splitMessage(raw);
  const parsed: ParsedMail = { headers, text: "", html: "" };
  readPart(headers, body, parsed);
  return parsed;
}

/** Why a message breaks the rules that a server may hold it to; null when it does not. */
export function findMailFault(raw: string): string | null {
  const { headers } = splitMessage(raw);
  const missing = ["date", "from", "to", "subject", "message-id"].filter((name) => !headers[name]?.trim());
  if (missing.length > 0) return `554 5.6.0 the message lacks ${missing.join(", ")}`;
  if (!/^<[^\s<>@]+@[^\s<>@]+>$/.test(headers["message-id"] ?? "")) return "554 5.6.0 the Message-ID is none";
  if (Number.isNaN(Date.parse(headers.date ?? ""))) return "554 5.6.0 the Date is none";
  return null;
}

function splitMessage(raw: string): { headers: Record<string, string>; body: string } {
  const cut = raw.indexOf("\r\n\r\n");
  const head = cut < 0 ? raw : raw.slice(0, cut);
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = decodeWords(line.slice(colon + 1).trim());
  }
  return { headers, body: cut < 0 ? "" : raw.slice(cut + 4) };
}

function readPart(headers: Record<string, string>, body: string, into: ParsedMail): void {
  const type = headers["content-type"] ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary) {
    const parts = body.split(`--${boundary}`).slice(1, -1);
    for (const part of parts) {
      const inner = splitMessage(part.replace(/^\r\n/, ""));
      readPart(inner.headers, inner.body, into);
    }
    return;
  }
  const text = decodeBody(body, headers["content-transfer-encoding"] ?? "7bit");
  if (/^text\/html/i.test(type)) into.html += text;
  else into.text += text;
}

function decodeBody(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, "base64").toString("utf8");
  if (!/quoted-printable/i.test(encoding)) return body;
  return decodeQuoted(body.replace(/=\r\n/g, ""));
}

const decodeQuoted = (text: string): string =>
  text.replace(/(?:=[0-9A-F]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString("utf8"));

/** `=?utf-8?B?…?=` and `=?utf-8?Q?…?=` (RFC 2047); the space between two of them is none. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(word, "base64").toString("utf8")
        : decodeQuoted(word.replaceAll("_", " ")),
    );
}
