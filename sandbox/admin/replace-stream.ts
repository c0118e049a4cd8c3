import type { TransformCallback } from "node:stream";
import { Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** Address of a vendor → address of its stand-in. */
export type Replacements = readonly (readonly [from: string, to: string])[];

export function replaceAll(text: string, replacements: Replacements): string {
  return replacements.reduce((done, [from, to]) => done.replaceAll(from, to), text);
}

/**
 * Replaces addresses in a text as it streams by. Only a tail that may be the beginning of an address is held back, so
 * what the app streams early reaches the browser early.
 */
export function createReplaceStream(replacements: Replacements): Transform {
  const decoder = new StringDecoder("utf8");
  let held = "";
  const take = (text: string): string => {
    const all = replaceAll(held + text, replacements);
    const keep = longestBeginning(all, replacements);
    held = all.slice(all.length - keep);
    return all.slice(0, all.length - keep);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      done(null, take(decoder.write(chunk)));
    },
    flush(done: TransformCallback) {
      done(null, take(decoder.end()) + held);
    },
  });
}

/** How many characters at the end of the text could be the beginning of an address. */
function longestBeginning(text: string, replacements: Replacements): number {
  const longest = Math.max(0, ...replacements.map(([from]) => from.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const tail = text.slice(text.length - length);
    if (replacements.some(([from]) => from.length > length && from.startsWith(tail))) return length;
  }
  return 0;
}
