import type { FieldMapping, StageMapping } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "./db.server.ts";

/** The object has these field mappings afterwards and no others. */
export async function writeFieldMappings(
  tx: Tx,
  { id: connectionId, shop }: Connection,
  object: ObjectKey,
  mappings: readonly FieldMapping[],
): Promise<void> {
  await tx.fieldMapping.deleteMany({ where: { connectionId, object } });
  await tx.fieldMapping.createMany({
    data: mappings.map(({ shopify, hubspot, direction, transform, enabled, options }) => ({
      connectionId,
      shop,
      object,
      shopifyField: shopify,
      property: hubspot,
      direction,
      transform,
      enabled,
      ...(options && { options: options.map(({ label, value }) => ({ label, value })) }),
    })),
  });
}

/** The object has these stage mappings afterwards and no others. */
export async function writeStageMappings(
  tx: Tx,
  { id: connectionId, shop }: Connection,
  object: ObjectKey,
  stages: readonly StageMapping[],
): Promise<void> {
  await tx.stageMapping.deleteMany({ where: { connectionId, object } });
  await tx.stageMapping.createMany({
    data: stages.map(({ status, stage }) => ({
      connectionId,
      shop,
      object,
      shopifyStatus: status,
      pipelineId: stage?.pipelineId ?? null,
      stageId: stage?.stageId ?? null,
    })),
  });
}
