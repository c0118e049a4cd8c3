/**
 * A GraphQL document of the Admin API with the types of its answer and variables, which `npm run typegen` makes from Shopify's
 * schema. At run time it is its text.
 */
export interface AdminDocument<Data, Variables> {
  readonly name: string;
  readonly text: string;
  /** carries the types only, never a value */
  readonly types?: (variables: Variables) => Data;
}

/** Names a document's types. The operation's name is read from the text. */
export function adminDocument<Data, Variables>(text: string): AdminDocument<Data, Variables> {
  const name = /\b(?:query|mutation)\s+(\w+)/.exec(text)?.[1];
  if (!name) throw new Error("A document needs a named operation, for logs, costs and generated types");
  return { name, text: text.trim() };
}
