import type { Transform } from "../transform.ts";
import { textOf } from "./one-way.ts";
import { readJson } from "./read-json.ts";

/** A JSON metafield as text, without needless white space. Only to HubSpot. */
export const json: Transform = textOf((value) => {
  const read = readJson(value);
  return read === undefined ? value : JSON.stringify(read);
});
