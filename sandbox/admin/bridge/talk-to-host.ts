import type { ToBridge, ToHost } from "./message.ts";

const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
const listeners = new Map<string, (args: never) => void>();

// The page around the frame is the only one that is heard; its origin differs between the sandbox's two ways of serving.
addEventListener("message", ({ data, source }: MessageEvent<ToBridge | null>) => {
  if (source !== parent || !data?.standIn) return;
  if ("event" in data) listeners.get(data.event)?.(data.args as never);
  if (!("answer" in data)) return;
  const asked = waiting.get(data.answer);
  waiting.delete(data.answer);
  if (data.error === undefined) asked?.resolve(data.value);
  else asked?.reject(new Error(data.error));
});

const post = (message: ToHost): void => parent.postMessage(message, "*");

/** Asks the page around the frame and waits for its answer. */
export function askHost<T>(call: string, args: unknown = {}): Promise<T> {
  const id = crypto.randomUUID();
  return new Promise<T>((resolve, reject) => {
    waiting.set(id, { resolve: (value) => resolve(value as T), reject });
    post({ standIn: true, call, id, args });
  });
}

export function tellHost(what: string, args: unknown = {}): void {
  post({ standIn: true, tell: what, args });
}

/** One listener an event. */
export function onHostEvent<T>(event: string, listener: (args: T) => void): void {
  listeners.set(event, listener);
}
