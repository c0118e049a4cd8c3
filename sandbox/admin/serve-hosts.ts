import { request as requestUpstream } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { makeCertificate } from "./make-certificate.ts";

export interface ServedHosts {
  port: number;
  /** For Chromium's `--host-resolver-rules`; the browser must also ignore that nobody vouches for the certificate. */
  resolverRules: string;
  close(): Promise<void>;
}

/**
 * The second way to show the sandbox in a browser: under the vendors' real names, over HTTPS, the frame cross-site as in
 * production, nothing rewritten. Each host leads to an origin on this machine.
 */
export async function serveHosts(hosts: Record<string, string>, port = 0): Promise<ServedHosts> {
  const [first = "localhost", ...others] = Object.keys(hosts);
  const server = createServer(makeCertificate([first, ...others]), (request, response) => {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "");
    const origin = hosts[host];
    if (origin === undefined) {
      response
        .writeHead(421, { "content-type": "text/plain" })
        .end(`${host} is none of ${Object.keys(hosts).join(", ")}.`);
      return;
    }
    const headers = { ...request.headers, "x-forwarded-host": host, "x-forwarded-proto": "https" };
    const upstream = requestUpstream(
      `${origin}${request.url ?? "/"}`,
      { method: request.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        // The error, if any, is the loss of one of the two connections: there is nobody left to tell.
        pipeline(answer, response, () => undefined);
      },
    );
    upstream.on("error", () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-type": "text/plain" }).end(`Nothing answers at ${origin}.`);
    });
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    resolverRules: Object.keys(hosts)
      .map((host) => `MAP ${host}:443 127.0.0.1:${bound}`)
      .join(", "),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
