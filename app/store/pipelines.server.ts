import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";

/** A portal's pipeline as it was last read, for the screens. */
export interface StoredPipeline {
  readonly id: string;
  readonly label: string;
  readonly stages: readonly {
    readonly id: string;
    readonly label: string;
    readonly state: "OPEN" | "CLOSED" | null;
  }[];
}

export async function savePipelines(
  db: Db,
  { id, shop }: Connection,
  object: ObjectKey,
  pipelines: readonly StoredPipeline[],
): Promise<void> {
  const kept = pipelines.map(({ id: pipelineId, label, stages }) => ({
    id: pipelineId,
    label,
    stages: stages.map(({ id: stageId, label: stageLabel, state }) => ({ id: stageId, label: stageLabel, state })),
  }));
  await inShop(
    db,
    shop,
    (tx) => tx.$executeRaw`
      update connection set pipelines = pipelines || jsonb_build_object(${object}::text, ${JSON.stringify(kept)}::text::jsonb)
      where id = ${id}::uuid`,
  );
}

/** The pipelines of an object as last read; none before that. */
export async function readPipelines(
  db: Db,
  { id, shop }: Connection,
  object: ObjectKey,
): Promise<readonly StoredPipeline[]> {
  const row = await inShop(db, shop, (tx) => tx.connection.findUnique({ where: { id }, select: { pipelines: true } }));
  const stored = (row?.pipelines ?? {}) as unknown as Readonly<Record<string, readonly StoredPipeline[]>>;
  return stored[object] ?? [];
}
