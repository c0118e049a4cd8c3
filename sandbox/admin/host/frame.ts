import type { ToBridge, ToHost } from "../bridge/message.ts";

/** Written into the page by the server. */
export interface HostData {
  /** `/store/demo-shop/apps/tandem` */
  base: string;
  appOrigin: string;
  shop: string;
  locale: string;
}

export const host = JSON.parse(document.getElementById("host-data")?.textContent ?? "{}") as HostData;
export const frame = document.querySelector<HTMLIFrameElement>('iframe[name="app-iframe"]') as HTMLIFrameElement;

export function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The admin page has no #${id}.`);
  return found as T;
}

type Answer = (args: never) => unknown;
const answers = new Map<string, Answer>();
const listeners = new Map<string, (args: never) => void>();

/** Answers what the app asks; a thrown error becomes the app's rejected promise. */
export function onCall<T>(call: string, answer: (args: T) => unknown): void {
  answers.set(call, answer as Answer);
}

export function onTell<T>(what: string, listener: (args: T) => void): void {
  listeners.set(what, listener as (args: never) => void);
}

export function sendEvent(event: string, args: unknown): void {
  send({ standIn: true, event, args });
}

function send(message: ToBridge): void {
  frame.contentWindow?.postMessage(message, host.appOrigin);
}

addEventListener("message", async ({ data, source, origin }: MessageEvent<ToHost | null>) => {
  if (source !== frame.contentWindow || origin !== host.appOrigin || !data?.standIn) return;
  if ("tell" in data) return listeners.get(data.tell)?.(data.args as never);
  try {
    send({ standIn: true, answer: data.id, value: await answers.get(data.call)?.(data.args as never) });
  } catch (error) {
    send({ standIn: true, answer: data.id, error: error instanceof Error ? error.message : String(error) });
  }
});
