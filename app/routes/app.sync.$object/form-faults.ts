import type { RowFault } from "#app/services/mappings/check-mappings.ts";
import type { SyncForm } from "./sync-form.ts";
import { isSameChoice } from "./sync-form.ts";

/** What the server refused of a form, by the part of it. Rows are places in the form's lists, from 0. */
export interface FormFaults {
  /** names of choices of the first tab that could not be read */
  readonly fields: readonly string[];
  /** locale keys `mapping_faults.<code>` */
  readonly mappings: readonly RowFault[];
  /** locale keys `limit_faults.<code>` */
  readonly limit: readonly { readonly row: number; readonly code: string }[];
  /** locale keys `stage_faults.<code>` */
  readonly stages: readonly { readonly status: string; readonly code: string }[];
}

export const noFaults: FormFaults = { fields: [], mappings: [], limit: [], stages: [] };

export function hasFaults({ fields, mappings, limit, stages }: FormFaults): boolean {
  return fields.length + mappings.length + limit.length + stages.length > 0;
}

/** The faults of a form that was sent which still stand in the form as it is now: what was changed since is for the next save to judge. */
export function standingFaults(faults: FormFaults, sent: SyncForm, now: SyncForm): FormFaults {
  const stageOf = (form: SyncForm, status: string) => form.stages.find((mapping) => mapping.status === status);
  return {
    fields: faults.fields.filter((name) => isSameChoice(sent[name as keyof SyncForm], now[name as keyof SyncForm])),
    mappings: faults.mappings.filter(({ row }) => isSameChoice(sent.mappings[row], now.mappings[row])),
    limit: faults.limit.filter(({ row }) => isSameChoice(sent.limit.conditions[row], now.limit.conditions[row])),
    stages: faults.stages.filter(({ status }) => isSameChoice(stageOf(sent, status), stageOf(now, status))),
  };
}
