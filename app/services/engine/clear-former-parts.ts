import { toSyncError } from "#app/sync/errors.ts";
import type { RecordLink } from "#app/sync/ports.ts";
import type { EngineContext } from "./context.ts";
import { retryAt } from "./retry-unit.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement } from "./unit.ts";

/**
 * A whole that was made again in HubSpot, after somebody deleted it there, left parts behind that belong with nothing: they are archived,
 * and made anew with it. Should that fail, the whole is put back without its link, or nobody would know that its parts are old ones.
 * @returns the links that still hold
 */
export async function clearFormerParts(
  child: EngineContext,
  wholes: readonly Unit[],
  links: readonly RecordLink[],
): Promise<readonly RecordLink[]> {
  const anew = new Map(wholes.filter((unit) => unit.link === null).map((unit) => [unit.ids.shopify, unit]));
  const former = links.filter(({ groupId }) => groupId && anew.has(groupId));
  if (former.length === 0 || !(await child.mayWrite([]))) return links;
  const putBack = ({ groupId }: RecordLink, code: string): void => {
    const whole = anew.get(groupId ?? "");
    if (whole) unsettle(child, whole, code);
  };
  try {
    const results = await child.archive(former.map(({ hubspotId }) => hubspotId));
    for (const link of former) {
      const result = results.get(link.hubspotId);
      if (result !== "done") putBack(link, result?.code ?? "answer_lost");
    }
  } catch (cause) {
    for (const link of former) putBack(link, toSyncError(cause).code);
    throw cause;
  }
  return links.filter((link) => !former.includes(link));
}

function unsettle({ clock }: EngineContext, whole: Unit, code: string): void {
  whole.end = {
    kind: "settled",
    settlements: [{ ...bareSettlement(whole), liftTombstones: [], retryAt: retryAt(clock, whole), lastError: code }],
  };
}
