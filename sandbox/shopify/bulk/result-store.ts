import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";

export interface ResultWriter {
  write(line: string): void | Promise<void>;
  /** Size in bytes and the address it can be fetched from; null when nothing was written. */
  finish(): Promise<{ fileSize: number; url: string } | null>;
  discard(): Promise<void>;
}

// As on the host that Shopify's own results come from.
export const RESULTS_PATH = "/shopify-tiers-assets-prod-us-east1/bulk-operation-outputs";
const WHOLE_BYTES = 1_000_000;
const LIFE_MS = 7 * 86_400_000;

/** Results of bulk operations on disk, served with a signed address for seven days, whole or by byte range. */
export function createResultStore(storageHost: string, now: () => number) {
  let folder: string | undefined;
  const expiries = new Map<string, { at: number; signature: string }>();

  function create(): ResultWriter {
    folder ??= mkdtempSync(join(tmpdir(), "bulk-results-"));
    const name = `${randomUUID().replaceAll("-", "")}-final`;
    const path = join(folder, name);
    const stream = createWriteStream(path);
    let size = 0;
    const end = async () => {
      stream.end();
      await once(stream, "close");
    };
    return {
      write: (line) => {
        size += Buffer.byteLength(line) + 1;
        if (!stream.write(`${line}\n`)) return once(stream, "drain").then(() => undefined);
      },
      finish: async () => {
        await end();
        if (size === 0) return null;
        const expires = now() + LIFE_MS;
        const signature = createHash("sha256").update(`${name}${expires}`).digest("base64url");
        expiries.set(name, { at: expires, signature });
        const query = new URLSearchParams({ Expires: String(Math.floor(expires / 1000)), Signature: signature });
        return { fileSize: size, url: `https://${storageHost}${RESULTS_PATH}/${name}?${query}` };
      },
      discard: async () => {
        await end();
        rmSync(path, { force: true });
      },
    };
  }

  function serve(request: StandInRequest): StandInResponse {
    const name = request.params.name ?? "";
    const known = expiries.get(name);
    if (!folder || !known) return xml(404, "NoSuchKey", "The specified key does not exist.");
    if (request.url.searchParams.get("Signature") !== known.signature)
      return xml(403, "SignatureDoesNotMatch", "Access denied.");
    if (now() >= known.at) return xml(400, "ExpiredToken", "Invalid argument.");
    return serveFile(join(folder, name), request.headers.range);
  }

  return {
    create,
    serve,
    clear: () => {
      if (folder) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
      expiries.clear();
    },
  };
}

export type ResultStore = ReturnType<typeof createResultStore>;

function serveFile(path: string, range: string | undefined): StandInResponse {
  const size = statSync(path).size;
  const headers = { "content-type": "application/jsonl", "accept-ranges": "bytes" };
  const asked = range ? /^bytes=(\d*)-(\d*)$/.exec(range) : null;
  const isWhole = !asked || (asked[1] === "" && asked[2] === "");
  // Short files go out in one piece, which the fault "truncated" can cut; a stream it cannot.
  if (isWhole && size <= WHOLE_BYTES) return { status: 200, headers, body: readFileSync(path) };
  if (isWhole)
    return { status: 200, headers: { ...headers, "content-length": String(size) }, body: createReadStream(path) };
  const from = asked[1] === "" ? Math.max(0, size - Number(asked[2])) : Number(asked[1]);
  const to = asked[1] === "" || asked[2] === "" ? size - 1 : Math.min(size - 1, Number(asked[2]));
  if (from > to) return { status: 416, headers: { ...headers, "content-range": `bytes */${size}` }, body: "" };
  return {
    status: 206,
    headers: { ...headers, "content-length": String(to - from + 1), "content-range": `bytes ${from}-${to}/${size}` },
    body: createReadStream(path, { start: from, end: to }),
  };
}

function xml(status: number, code: string, message: string): StandInResponse {
  return {
    status,
    headers: { "content-type": "application/xml; charset=UTF-8" },
    body: `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}
