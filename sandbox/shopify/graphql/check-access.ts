import type { GraphQLObjectType } from "graphql";
import { GraphQLError } from "graphql";
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

/** Throws Shopify's ACCESS_DENIED when the token may not read this field or what it returns. */
export function checkAccess(
  admin: AdminSchema,
  parent: GraphQLObjectType,
  field: string,
  returned: string,
  scopes: ReadonlySet<string>,
  approved: ProtectedData,
): void {
  const name = `${parent.name}.${field}`;
  const lacks = (access: RequiredAccess | undefined) => access && !access.scopes.some((scope) => scopes.has(scope));
  const missing = accessesOf(admin, name, returned).find(lacks);
  if (missing)
    throw new GraphQLError(`Access denied for ${field} field. Required access: ${missing.text}`, {
      extensions: { code: "ACCESS_DENIED", documentation: DOCUMENTATION, requiredAccess: missing.text },
    });
  if (returned === "Customer" || returned === "CustomerConnection") {
    if (!approved.customers) throw notApproved("access the Customer object");
  }
  const level2 = LEVEL_2[name];
  if (level2 && !approved[level2]) throw notApproved(`use the ${field} field`);
}

const accesses = new WeakMap<AdminSchema, Map<string, RequiredAccess[]>>();

/** What a field and its type ask for, looked up once; a connection is as readable as its nodes. */
function accessesOf(admin: AdminSchema, name: string, returned: string): RequiredAccess[] {
  const known = accesses.get(admin) ?? new Map<string, RequiredAccess[]>();
  accesses.set(admin, known);
  let list = known.get(name);
  if (!list) {
    const ofType = admin.types.get(returned) ?? admin.types.get(returned.replace(/Connection$/, ""));
    list = [admin.fields.get(name), ofType].filter((access) => access !== undefined);
    known.set(name, list);
  }
  return list;
}

function notApproved(what: string): GraphQLError {
  return new GraphQLError(`This app is not approved to ${what}. See ${PROTECTED} for more details.`, {
    extensions: { code: "ACCESS_DENIED", documentation: PROTECTED },
  });
}
