import { GraphQLError } from "graphql";

/** Global id of a record, such as gid://shopify/Customer/42. */
export function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** Type and number of a global id; a text that is none is refused as Shopify does. */
export function parseGid(value: unknown): { type: string; id: number } {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(\?.*)?$/.exec(String(value));
  if (!match?.[1])
    throw new GraphQLError(`Invalid global id '${String(value)}'`, {
      extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError" },
    });
  return { type: match[1], id: Number(match[2]) };
}

/** The number of an id of this type; -1, which no record has, for an id of another type. */
export function idOf(value: unknown, type: string): number {
  const parsed = parseGid(value);
  return parsed.type === type ? parsed.id : -1;
}
