import type { Transform } from "../transform.ts";
import { textOf } from "./one-way.ts";
import { readJsonObject } from "./read-json.ts";

type Node = Readonly<Record<string, unknown>>;

const childrenOf = (node: Node): readonly Node[] =>
  Array.isArray(node["children"]) ? (node["children"] as Node[]) : [];

/** Blocks on lines of their own, list items with a dash or their number, links with their address. */
function show(node: Node): string {
  if (node["type"] === "text") return String(node["value"] ?? "");
  const inner = childrenOf(node);
  switch (node["type"]) {
    case "root":
      return inner.map(show).join("\n");
    case "list":
      return inner.map((item, i) => `${node["listType"] === "ordered" ? `${i + 1}.` : "-"} ${show(item)}`).join("\n");
    case "link": {
      const words = inner.map(show).join("");
      return words === node["url"] || !node["url"] ? words : `${words} (${node["url"]})`;
    }
    default:
      return inner.map(show).join("");
  }
}

/** A rich text metafield as plain text. Only to HubSpot. */
export const richText: Transform = textOf((value) => {
  const root = readJsonObject(value);
  return root ? show(root) : value;
});
