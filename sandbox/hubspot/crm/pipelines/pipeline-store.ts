import type { PipelineProperties } from "#sandbox/hubspot/crm/object-type.ts";
import type { NewPipeline, NewStage, Pipeline, Stage } from "#sandbox/hubspot/crm/pipelines/pipeline.ts";
import { isClosedStage } from "#sandbox/hubspot/crm/pipelines/pipeline.ts";
import { HubspotError, invalid, notFound } from "#sandbox/hubspot/hubspot-error.ts";

export interface PipelineStoreOptions {
  properties: PipelineProperties;
  now: () => number;
  /** How many pipelines the account's tier allows. */
  most: number;
  /** Ids of active records in a stage, for the refusal to delete it. */
  recordsIn: (stageIds: ReadonlySet<string>) => string[];
  /** Told after each change, so that the properties' options follow. */
  onChange: () => void;
}

const sameLabel = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
const inOrder = (stages: Stage[]) => stages.toSorted((a, b) => a.displayOrder - b.displayOrder);

/** The pipelines of one object type in one portal. Deleting is for good: HubSpot keeps no archive of them. */
export class PipelineStore {
  readonly #o: PipelineStoreOptions;
  readonly #pipelines = new Map<string, Pipeline>();
  #lastId = 600_000_000;

  constructor(options: PipelineStoreOptions) {
    this.#o = options;
  }

  list(): Pipeline[] {
    return [...this.#pipelines.values()].toSorted((a, b) => a.displayOrder - b.displayOrder);
  }

  /** The one that a record gets when none is named. */
  first(): Pipeline | undefined {
    const [first] = this.#pipelines.values();
    return first;
  }

  find(id: string): Pipeline | undefined {
    return this.#pipelines.get(id);
  }

  get(id: string): Pipeline {
    const pipeline = this.#pipelines.get(id);
    if (!pipeline) throw notFound(`Pipeline ${id} does not exist`);
    return pipeline;
  }

  getStage(pipelineId: string, stageId: string): Stage {
    const stage = this.get(pipelineId).stages.find(({ id }) => id === stageId);
    if (!stage) throw notFound(`Stage ${stageId} does not exist in pipeline ${pipelineId}`);
    return stage;
  }

  create(wanted: NewPipeline): Pipeline {
    if (this.#pipelines.size >= this.#o.most) {
      throw invalid(`This account has reached its limit of ${this.#o.most} pipelines`, {
        subCategory: "PipelineError.PIPELINE_LIMIT_EXCEEDED",
      });
    }
    if (wanted.id !== undefined && this.#pipelines.has(wanted.id)) {
      throw invalid(`There's another pipeline with pipelineId ${wanted.id}`);
    }
    this.#assertLabelFree(wanted.label);
    const now = this.#o.now();
    const { id = this.#nextId(), label, displayOrder } = wanted;
    const stages = this.#makeStages(id, wanted.stages);
    const pipeline: Pipeline = { id, label, displayOrder, stages, createdAt: now, updatedAt: now };
    return this.#keep(pipeline);
  }

  update(id: string, changes: { label?: string; displayOrder?: number }): Pipeline {
    const pipeline = this.get(id);
    if (changes.label !== undefined) this.#assertLabelFree(changes.label, id);
    return this.#keep({ ...pipeline, ...changes, updatedAt: this.#o.now() });
  }

  /** Overwrites label, order and stages; a stage that is left out is deleted, which `checksUse` may refuse. */
  replace(id: string, wanted: NewPipeline, checksUse: boolean): Pipeline {
    const pipeline = this.get(id);
    this.#assertLabelFree(wanted.label, id);
    const kept = new Set(wanted.stages.map((stage) => stage.id));
    const dropped = pipeline.stages.filter((stage) => !kept.has(stage.id));
    if (checksUse) this.#assertUnused(dropped);
    const stages = this.#makeStages(id, wanted.stages);
    const { label, displayOrder } = wanted;
    return this.#keep({ ...pipeline, label, displayOrder, stages, updatedAt: this.#o.now() });
  }

  delete(id: string, checksUse: boolean): void {
    const pipeline = this.get(id);
    if (checksUse) this.#assertUnused(pipeline.stages);
    this.#pipelines.delete(id);
    this.#o.onChange();
  }

  createStage(pipelineId: string, wanted: NewStage): Stage {
    const pipeline = this.get(pipelineId);
    if (wanted.id !== undefined && this.#holderOf(wanted.id)) {
      // HubSpot's answer here has no category.
      throw new HubspotError(400, { message: `A pipeline is already using stage id ${wanted.id}` });
    }
    const stage = this.#makeStage(wanted);
    this.#assertStages([...pipeline.stages, stage], "PipelineError.STAGE_LABEL_EXISTS");
    this.#keepStages(pipeline, pipeline.stages, stage);
    return this.getStage(pipelineId, stage.id);
  }

  updateStage(pipelineId: string, stageId: string, changes: Partial<Omit<NewStage, "id">>): Stage {
    const pipeline = this.get(pipelineId);
    const present = this.getStage(pipelineId, stageId);
    const metadata = { ...present.metadata, ...changes.metadata };
    const isClosed = isClosedStage(this.#o.properties.metadata, metadata);
    const stage = { ...present, ...changes, metadata, isClosed, updatedAt: this.#o.now() };
    const others = pipeline.stages.filter(({ id }) => id !== stageId);
    this.#assertStages([...others, stage], "PipelineError.STAGE_LABEL_EXISTS");
    this.#keepStages(pipeline, others, stage);
    return this.getStage(pipelineId, stageId);
  }

  /** A stage that is not there counts as deleted already. */
  deleteStage(pipelineId: string, stageId: string, checksUse: boolean): void {
    const pipeline = this.find(pipelineId);
    const stage = pipeline?.stages.find(({ id }) => id === stageId);
    if (!pipeline || !stage) return;
    if (checksUse) this.#assertUnused([stage]);
    const stages = pipeline.stages.filter(({ id }) => id !== stageId);
    this.#assertStages(stages, "PipelineError.STAGE_LABEL_EXISTS");
    this.#keep({ ...pipeline, stages, updatedAt: this.#o.now() });
  }

  #nextId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }

  #keep(pipeline: Pipeline): Pipeline {
    this.#pipelines.set(pipeline.id, pipeline);
    this.#o.onChange();
    return pipeline;
  }

  /** A stage that takes another's place goes right after it, and the whole pipeline is numbered anew. */
  #keepStages(pipeline: Pipeline, others: Stage[], stage: Stage): void {
    const isTaken = others.some(({ displayOrder }) => displayOrder === stage.displayOrder);
    const stages = inOrder([...others, stage]);
    const numbered = isTaken ? stages.map((one, displayOrder) => ({ ...one, displayOrder })) : stages;
    this.#keep({ ...pipeline, stages: numbered, updatedAt: this.#o.now() });
  }

  #makeStages(pipelineId: string, wanted: NewStage[]): Stage[] {
    const taken = wanted.filter(({ id }) => id !== undefined && (this.#holderOf(id)?.id ?? pipelineId) !== pipelineId);
    if (taken.length > 0) {
      throw new HubspotError(409, {
        message: `Stage IDs: [${taken.map(({ id }) => id).join(", ")}] exist in another pipeline`,
        category: "CONFLICT",
        subCategory: "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE",
      });
    }
    const stages = inOrder(wanted.map((stage) => this.#makeStage(stage)));
    this.#assertStages(stages);
    return stages;
  }

  #makeStage({ id = this.#nextId(), label, displayOrder, metadata }: NewStage): Stage {
    const now = this.#o.now();
    const isClosed = isClosedStage(this.#o.properties.metadata, metadata);
    return { id, label, displayOrder, metadata, isClosed, createdAt: now, updatedAt: now };
  }

  #assertStages(stages: Stage[], subCategory?: string): void {
    const { mostStages } = this.#o.properties;
    if (stages.length === 0) throw invalid("Pipeline must have at least one stage");
    if (stages.length > mostStages) throw invalid(`A pipeline can have at most ${mostStages} stages`);
    const doubled = stages.find((one, index) =>
      stages.slice(0, index).some(({ label }) => sameLabel(label, one.label)),
    );
    if (doubled) {
      throw invalid(`A stage with label ${doubled.label} already exists`, subCategory ? { subCategory } : {});
    }
    if (new Set(stages.map(({ id }) => id)).size !== stages.length) throw invalid("Stage IDs must be unique");
  }

  #assertLabelFree(label: string, ownId?: string): void {
    for (const pipeline of this.#pipelines.values()) {
      if (pipeline.id === ownId || !sameLabel(pipeline.label, label)) continue;
      throw invalid(`An active pipeline with label ${label} already exists`);
    }
  }

  #holderOf(stageId: string): Pipeline | undefined {
    return this.list().find(({ stages }) => stages.some(({ id }) => id === stageId));
  }

  #assertUnused(stages: Stage[]): void {
    const stageIds = stages.map(({ id }) => id);
    const objectIds = this.#o.recordsIn(new Set(stageIds));
    if (objectIds.length === 0) return;
    const [shownStages, shownObjects] = [`[${stageIds.join(", ")}]`, `[${objectIds.join(", ")}]`];
    throw invalid(`Stage IDs: ${shownStages} are being referenced by object IDs: ${shownObjects}`, {
      subCategory: "PipelineError.STAGE_ID_IN_USE",
      context: { stageIds: [shownStages], objectIds: [shownObjects] },
    });
  }
}
