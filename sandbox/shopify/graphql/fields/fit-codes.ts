import { isEnumType } from "graphql";
import type { Refusal } from "../../state/records.ts";
import type { Call } from "../call.ts";

/** Refusals with a code that this mutation's own list has: one that it lacks becomes `other`. */
export function fitCodes(errors: Refusal[], codes: string, other: string, call: Call): Refusal[] {
  const type = call.admin.schema.getType(codes);
  const known = isEnumType(type) ? type : undefined;
  return errors.map((error) => (known?.getValue(error.code) ? error : { ...error, code: other }));
}
