import type { BulkOperations } from "../bulk/bulk-operations.ts";
import type { Installation } from "../installation.ts";
import type { ShopState } from "../state.ts";
import type { ProtectedData } from "./check-access.ts";
import type { AdminSchema } from "./load-schema.ts";

/** What the resolvers of one request may use. */
export interface Call {
  admin: AdminSchema;
  state: ShopState;
  installation: Installation;
  /** Scopes that the token carries, with what they imply. */
  scopes: ReadonlySet<string>;
  protectedData: ProtectedData;
  bulk: BulkOperations;
  /** Warnings about search terms, shown in `extensions.search`. */
  searchNotes: object[];
  /** In a bulk operation connections have no page: all of their nodes are read. */
  isBulk: boolean;
}

/** A record on its way through the resolvers: its GraphQL type and the stored record. */
export interface Node<T = unknown> {
  __typename: string;
  of: T;
}

export type Args = Record<string, unknown>;
type FieldReader<T> = (record: T, args: Args, call: Call) => unknown;
export type FieldTable<T> = Record<string, FieldReader<T>>;
