import { objectUnder } from "#app/sync/objects/index.ts";
import type { EngineContext } from "./context.ts";
import { openChildContext } from "./context.ts";
import { retryAt } from "./retry-unit.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement } from "./unit.ts";

/**
 * Archives the parts of records that have left, for whoever has the HubSpot record now has parts of its own: else its lines would count
 * twice. A record whose parts cannot be archived is put back with its link.
 */
export async function endParts(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const { children } = context.definition;
  const left = units.filter((unit) => unit.hasLeft && unit.link !== null && unit.end?.kind === "settled");
  if (!children || left.length === 0) return;
  const child = openChildContext(context, objectUnder(children.object, context.settings));
  const wholes = new Map(left.map((unit) => [unit.ids.shopify ?? "", unit] as const));
  const links = await context.store.linksOfGroups(context.connection, children.object, [...wholes.keys()]);
  if (links.length === 0) return;
  const results = (await child.mayWrite([])) ? await child.archive(links.map(({ hubspotId }) => hubspotId)) : new Map();
  for (const [id, unit] of wholes) {
    const own = links.filter(({ groupId }) => groupId === id);
    const failed = own.find(({ hubspotId }) => results.get(hubspotId) !== "done");
    if (failed) putBack(context, unit, results.get(failed.hubspotId)?.code ?? "answer_lost");
    else if (unit.end?.kind === "settled") {
      const ended = { object: children.object, links: [], ended: own.map(({ shopifyId }) => shopifyId) };
      const [first, ...rest] = unit.end.settlements;
      if (first) unit.end = { kind: "settled", settlements: [{ ...first, children: ended }, ...rest] };
    }
  }
}

function putBack({ clock }: EngineContext, unit: Unit, code: string): void {
  unit.hasLeft = false;
  unit.end = {
    kind: "settled",
    settlements: [{ ...bareSettlement(unit), liftTombstones: [], retryAt: retryAt(clock, unit), lastError: code }],
  };
}
