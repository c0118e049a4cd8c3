import { GraphQLError } from "graphql";
import type { FieldTable } from "../call.ts";
import { idOf } from "../gid.ts";
import { addressMutations } from "./address-mutations.ts";
import { consentMutations } from "./consent-mutations.ts";
import { customerMutations } from "./customer-mutations.ts";
import { metafieldMutations } from "./metafield-mutations.ts";
import { orderCreateMutations } from "./order-create.ts";
import { orderEditMutations } from "./order-edit-fields.ts";
import { orderMutations } from "./order-mutations.ts";
import { shipmentMutations } from "./shipment-mutations.ts";
import { tagMutations } from "./tag-mutations.ts";

const bulkMutations: FieldTable<unknown> = {
  bulkOperationRunQuery: (_, args, call) => {
    const started = call.bulk.start(String(args.query), args.groupObjects === true, call);
    return started.ok
      ? { bulkOperation: { __typename: "BulkOperation", of: started.operation }, userErrors: [] }
      : { bulkOperation: null, userErrors: [started.error] };
  },
  bulkOperationCancel: (_, args, call) => {
    const operation = call.bulk.cancel(idOf(args.id, "BulkOperation"));
    if (!operation)
      throw new GraphQLError(`Invalid id: ${String(args.id)}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
    if (operation.status !== "CANCELING")
      return {
        bulkOperation: { __typename: "BulkOperation", of: operation },
        userErrors: [
          { field: null, message: `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}` },
        ],
      };
    return { bulkOperation: { __typename: "BulkOperation", of: operation }, userErrors: [] };
  },
};

const appMutations: FieldTable<unknown> = {
  appRevokeAccessScopes: (_, args, { installation }) => {
    const scopes = args.scopes as string[];
    const refuse = (code: string, message: string) => ({
      revoked: null,
      userErrors: [{ field: ["scopes"], code, message }],
    });
    if (scopes.some((scope) => installation.requiredScopes.includes(scope)))
      return refuse("CANNOT_REVOKE_REQUIRED_SCOPES", "Required scopes cannot be revoked.");
    if (scopes.some((scope) => !installation.optionalScopes.includes(scope)))
      return refuse("CANNOT_REVOKE_UNDECLARED_SCOPES", "Scopes that are not declared cannot be revoked.");
    const revoked = scopes.filter((scope) => installation.scopes().has(scope));
    installation.revoke(revoked);
    return { revoked: revoked.map((handle) => ({ handle, description: handle })), userErrors: [] };
  },
};

export const mutationFields: FieldTable<unknown> = {
  ...customerMutations,
  ...addressMutations,
  ...consentMutations,
  ...tagMutations,
  ...metafieldMutations,
  ...orderMutations,
  ...orderCreateMutations,
  ...orderEditMutations,
  ...shipmentMutations,
  ...bulkMutations,
  ...appMutations,
};
