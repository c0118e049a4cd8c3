import type { CreatedWindow, ShopifyBulkPort } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import type { Clock } from "#sandbox/http/clock.ts";

/** Runs a bulk operation to its end, moving the stand-in's clock, and reads all of its result. */
export async function readToEnd(
  port: ShopifyBulkPort,
  time: Clock,
  window?: CreatedWindow,
): Promise<{ url: string; read: readonly { record: SideRecord; endOffset: number }[] }> {
  const { id } = await port.start(window);
  const deadline = Date.now() + 20_000;
  for (;;) {
    const status = await port.status(id);
    if (status.kind === "failed") throw new Error(`the bulk operation failed: ${status.code}`);
    if (status.kind === "completed") return { url: status.url ?? "", read: await lines(port, status.url) };
    if (Date.now() > deadline) throw new Error("The bulk operation does not end.");
    time.advance(1000);
  }
}

async function lines(port: ShopifyBulkPort, url: string | null) {
  const read: { record: SideRecord; endOffset: number }[] = [];
  if (url !== null) for await (const line of port.read(url, 0)) read.push(line);
  return read;
}
