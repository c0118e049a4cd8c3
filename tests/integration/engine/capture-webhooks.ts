import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A webhook as it arrived: nothing in it was touched. */
export interface CapturedWebhook {
  /** path and query */
  readonly path: string;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface WebhookCapture {
  readonly origin: string;
  /** What has arrived since the last time, in the order of arrival. */
  take(): CapturedWebhook[];
  waiting(): number;
  close(): Promise<void>;
}

/** Stands where the app is for the vendors: takes every webhook with 200 and keeps it until somebody delivers it. */
export async function captureWebhooks(): Promise<WebhookCapture> {
  let held: CapturedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined) headers.set(name, String(value));
    held.push({ path: request.url ?? "/", headers, body });
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    take: () => {
      const taken = held;
      held = [];
      return taken;
    },
    waiting: () => held.length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
