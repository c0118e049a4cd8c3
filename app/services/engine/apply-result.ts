import type { SyncError } from "#app/sync/errors.ts";
import { SyncError as EngineError } from "#app/sync/errors.ts";
import type { WriteRule } from "#app/sync/plan/field-rule.ts";
import { isLeftOut } from "#app/sync/plan/left-out.ts";
import type { FailingReason } from "#app/sync/plan/plan.ts";
import { failingReasons } from "#app/sync/plan/plan.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { Side, SideRecord, Values } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import { noteRules } from "./note-rules.ts";
import { finishUnit } from "./settle-unit.ts";
import { tellBug } from "./tell-bug.ts";
import type { Unit } from "./unit.ts";

const reasons: ReadonlySet<string> = new Set(failingReasons);

const resting: ReadonlySet<WriteRule> = new Set<WriteRule>(["equal", "settled", "not_ours", "theirs", "stage_skipped"]);

// What a refusal is about when the vendor does not name the field.
const fieldOfReason: Readonly<Record<string, string>> = {
  email_taken: "email",
  invalid_email: "email",
  phone_taken: "phone",
  invalid_phone: "phone",
};

const inStep = { toShopify: {}, toHubspot: {}, skipped: [], putBack: [], fights: [], rules: {}, effect: null };

/** Notes what became of a write. Some results end the unit, others leave it to another round. */
export function applyResult(
  context: EngineContext,
  unit: Unit,
  side: Side,
  write: RecordWrite,
  result: WriteResult,
): void {
  switch (result.kind) {
    case "written":
      noteWritten(context, unit, side, write, result.record, result.created);
      return;
    case "held":
      unit.holder = { side, id: result.holderId, ...(result.property && { property: result.property }) };
      return;
    case "gone":
      finishUnit(context, unit, { kind: "retry", error: new EngineError("transient", { code: "record_gone" }) });
      return;
    case "failed":
      noteFailure(context, unit, side, write, result.error);
  }
}

function noteWritten(
  context: EngineContext,
  unit: Unit,
  side: Side,
  write: RecordWrite,
  record: SideRecord,
  created: boolean,
): void {
  if (write.kind === "update" && record.id !== write.id) {
    // Merged away between our read and our write: read it again, for its pair may be another's by now.
    finishUnit(context, unit, { kind: "retry", error: new EngineError("transient", { code: "record_moved" }) });
    return;
  }
  unit.ids[side] = record.id;
  const stored: Record<string, string | null> = {};
  for (const [name, sent] of Object.entries(write.values)) {
    const answer = record.values[name];
    stored[name] = answer === undefined ? sent : answer;
    unit.written[side].add(name);
  }
  noteRules(unit, side, Object.keys(write.values), (name) => ruleOf(context, unit, side, name));
  Object.assign(unit.stored[side], stored);
  if (write.kind === "update") {
    const read = unit.read[side];
    unit.modifiedAt[side] =
      context.trustsAnswers && read && agrees(read, record, write.values) ? record.modifiedAt : null;
    return;
  }
  // An upsert may have met the record of an earlier attempt whose answer was lost: that one may have been edited since.
  unit.created = created || unit.created === null ? side : unit.created;
  unit.read[side] = { ...record, values: { ...record.values, ...stored } };
  unit.modifiedAt[side] = created ? record.modifiedAt : null;
  if (side === "shopify") {
    unit.rereads.add(side);
    return;
  }
  const skipped = unit.plan?.kind === "create" ? unit.plan.skipped : [];
  finishUnit(context, unit, { ...inStep, kind: "link", skipped });
}

/** Why a name is written: what the plan says of its field, several of which may share an attribute. */
function ruleOf({ definition }: EngineContext, { plan }: Unit, side: Side, name: string): WriteRule {
  if (plan?.kind !== "update") return "created";
  const fields =
    side === "hubspot"
      ? [name]
      : definition.fields.filter(({ shopify }) => shopify === name).map(({ hubspot }) => hubspot);
  const written = fields.map((field) => plan.rules[field]).find((rule) => rule !== undefined && !resting.has(rule));
  // What no field writes is a person's consent.
  return written ?? "consent";
}

/** Whether an answer shows no edit besides our own. */
function agrees(read: SideRecord, answer: SideRecord, sent: Values): boolean {
  return Object.entries(answer.values).every(
    ([name, value]) => sent[name] !== undefined || read.values[name] === undefined || read.values[name] === value,
  );
}

function noteFailure(context: EngineContext, unit: Unit, side: Side, write: RecordWrite, error: SyncError): void {
  if (error.kind === "transient") {
    finishUnit(context, unit, { kind: "retry", error });
    return;
  }
  if (error.kind === "reconnect") throw error;
  const reason = (
    reasons.has(error.code) ? error.code : error.kind === "bug" ? "unexpected" : "vendor_refused"
  ) as FailingReason;
  const field = fieldOf(context, side, write, error);
  const again = field !== undefined && !unit.refused.some((entry) => entry.field === field);
  const isNeeded = write.kind === "create" && isNeededAtFirst(context, field);
  if (again && (!isNeeded || isLeftOut(context.definition, { field, reason }))) {
    unit.refused.push({ field, reason });
    return;
  }
  tellBug(context, error, unit);
  finishUnit(context, unit, { kind: "fail", reason, details: { ...error.details, code: error.code } });
}

/** Without its match key a record would be made again and again; without its stage HubSpot would put it into the pipeline's first. */
function isNeededAtFirst({ definition }: EngineContext, property: string | undefined): boolean {
  const { match, stages } = definition;
  return (
    match.some(({ hubspot }) => hubspot === property) ||
    (stages !== undefined && (property === stages.stageProperty || property === stages.pipelineProperty))
  );
}

/** The field, by its HubSpot property, that a refusal is about; undefined when it could be any. */
function fieldOf(context: EngineContext, side: Side, write: RecordWrite, error: SyncError): string | undefined {
  const named = error.details.property ?? error.details.field ?? fieldOfReason[error.code];
  const name = named === "province" ? "provinceCode" : named;
  const field = context.definition.fields.find(({ shopify, hubspot }) => name === hubspot || name === shopify);
  const sent = field && write.values[side === "shopify" ? field.shopify : field.hubspot] !== undefined;
  return sent ? field.hubspot : undefined;
}
