import type { BulkOperationRecord } from "../../bulk/bulk-operations.ts";
import type { FieldTable } from "../call.ts";
import { gid } from "../gid.ts";

const bulkOperation: FieldTable<BulkOperationRecord> = {
  id: (operation) => gid("BulkOperation", operation.id),
  objectCount: (operation) => String(operation.objectCount),
  rootObjectCount: (operation) => String(operation.rootObjectCount),
  fileSize: (operation) => (operation.fileSize === null ? null : String(operation.fileSize)),
};

export const bulkFields: Record<string, FieldTable<never>> = { BulkOperation: bulkOperation };
