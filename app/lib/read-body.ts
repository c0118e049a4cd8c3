/** What a vendor's webhook may weigh, in bytes: far more than any of theirs, and little enough to hold. */
export const webhookBytes = 5 * 1024 * 1024;

/**
 * Reads a request's body as it came, and holds no more of it than allowed.
 * @returns null when it is larger than `limit` bytes. The rest stays unread then: answer with `tooLarge()`.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return null;
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    // Not cancelled: that would break the connection off before the answer is out.
    if (size > limit) return null;
    chunks.push(value);
  }
}

/** 413, after which the connection is closed, so that nobody waits for the rest. */
export function tooLarge(): Response {
  return new Response(null, { status: 413, headers: { Connection: "close" } });
}
