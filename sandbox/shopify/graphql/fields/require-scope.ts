import { GraphQLError } from "graphql";
import type { Call } from "../call.ts";

/** What writing metafields and their definitions takes, by the kind of owner; kinds not listed take nothing. */
export const OWNER_WRITE_SCOPES: Record<string, string[]> = {
  Collection: ["write_products"],
  Company: ["write_customers", "write_companies"],
  CompanyLocation: ["write_customers", "write_companies"],
  Customer: ["write_customers"],
  Order: ["write_orders"],
  Product: ["write_products"],
  ProductVariant: ["write_products"],
};

/** Access that depends on the record, which the schema's table cannot say: one of the scopes is enough. */
export function requireScope(call: Call, scopes: string[], field: string): void {
  if (scopes.some((scope) => call.scopes.has(scope))) return;
  const requiredAccess = scopes.map((scope) => `\`${scope}\` access scope`).join(" or ");
  throw new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}.`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess: `${requiredAccess}.`,
    },
  });
}
