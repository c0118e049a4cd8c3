import { GraphQLError } from "graphql";
import type { Call } from "./call.ts";
import type { AdminSchema, RequiredAccess } from "./load-schema.ts";

/** What the app was approved for: level 1 (any customer data) and the level 2 fields, asked for one by one. */
export interface ProtectedData {
  customers: boolean;
  name: boolean;
  address: boolean;
  phone: boolean;
  email: boolean;
}

export const ALL_APPROVED: ProtectedData = { customers: true, name: true, address: true, phone: true, email: true };

const LEVEL_2: Record<string, keyof ProtectedData> = {
  "Customer.firstName": "name",
  "Customer.lastName": "name",
  "Customer.displayName": "name",
  "Customer.email": "email",
  "Customer.defaultEmailAddress": "email",
  "Customer.phone": "phone",
  "Customer.defaultPhoneNumber": "phone",
  "Customer.addresses": "address",
  "Customer.addressesV2": "address",
  "Customer.defaultAddress": "address",
  "Order.email": "email",
  "Order.phone": "phone",
  "Order.billingAddress": "address",
  "Order.shippingAddress": "address",
};
const DOCUMENTATION = "https://shopify.dev/api/usage/access-scopes";
const PROTECTED = "https://shopify.dev/docs/apps/launch/protected-customer-data";

/** Granted scopes with what they imply: write access includes read access. */
export function withImplied(scopes: Iterable<string>): Set<string> {
  const all = new Set(scopes);
  for (const scope of [...all]) if (scope.startsWith("write_")) all.add(scope.replace("write_", "read_"));
  return all;
}

/** What reading one field takes: worked out once for each field of the schema. */
export interface FieldAccess {
  field: string;
  needs: RequiredAccess[];
  showsCustomers: boolean;
  level2: keyof ProtectedData | undefined;
}

/** A field needs what it asks for itself and what its type asks for; a connection is as readable as its nodes. */
export function fieldAccess(admin: AdminSchema, parent: string, field: string, returned: string): FieldAccess {
  const name = `${parent}.${field}`;
  const ofType = admin.types.get(returned) ?? admin.types.get(returned.replace(/Connection$/, ""));
  return {
    field,
    needs: [admin.fields.get(name), ofType].filter((access) => access !== undefined),
    showsCustomers: returned === "Customer" || returned === "CustomerConnection",
    level2: LEVEL_2[name],
  };
}

const B2B = "The shop must have access to B2B";

/** Throws Shopify's ACCESS_DENIED when the token may not read this field or what it returns, or the shop has no such thing. */
export function checkAccess(
  access: FieldAccess,
  { scopes, protectedData: approved, state }: Pick<Call, "protectedData" | "scopes" | "state">,
): void {
  for (const need of access.needs)
    if (!need.scopes.some((scope) => scopes.has(scope)) || (need.text.includes(B2B) && !state.shop.b2b))
      throw new GraphQLError(`Access denied for ${access.field} field. Required access: ${need.text}`, {
        extensions: { code: "ACCESS_DENIED", documentation: DOCUMENTATION, requiredAccess: need.text },
      });
  if (access.showsCustomers && !approved.customers) throw notApproved("access the Customer object");
  if (access.level2 && !approved[access.level2]) throw notApproved(`use the ${access.field} field`);
}

function notApproved(what: string): GraphQLError {
  return new GraphQLError(`This app is not approved to ${what}. See ${PROTECTED} for more details.`, {
    extensions: { code: "ACCESS_DENIED", documentation: PROTECTED },
  });
}
