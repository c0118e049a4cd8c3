import { PassThrough } from "node:stream";
import type { EntryContext } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { keepWords } from "#app/components/words.ts";
import { container } from "#app/container.server.ts";
import type { Language } from "#app/i18n.ts";
import { allWords } from "#app/words/all.ts";

export const streamTimeout = 5000;

for (const [language, words] of Object.entries(allWords)) keepWords(language as Language, words);

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  container.shopify.addDocumentResponseHeaders(request, headers);
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise<Response>((resolve, reject) => {
    const timer = { id: undefined as NodeJS.Timeout | undefined };
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
      [ready]: () => {
        const body = new PassThrough();
        body.once("close", () => clearTimeout(timer.id));
        headers.set("Content-Type", "text/html; charset=utf-8");
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError: (error) => container.log.error({ event: "page.failed", path: new URL(request.url).pathname, error }),
    });
    timer.id = setTimeout(abort, streamTimeout + 1000);
  });
}

/** Errors of loaders and actions that nobody expected; an address that leads nowhere is none, nor a request the browser gave up. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  container.log.error({ event: "request.failed", path: new URL(request.url).pathname, error });
}

// bin/web.ts reaches the bundle's one container through here: importing it directly would make a second copy.
export { container };
