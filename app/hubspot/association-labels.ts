import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "#app/sync/ports.ts";
import { hubspotApiVersion } from "./api-version.ts";
import type { Caller, HubspotTransport } from "./transport.ts";

/** Two object types of a portal, in the direction of an association. */
export interface TypePair {
  readonly from: string;
  readonly to: string;
}

export interface AssociationType {
  readonly associationCategory: string;
  readonly associationTypeId: number;
}

/** Labels of associations in portals. */
export interface AssociationLabels {
  /** @returns the label's type, which is made when the portal lacks it; null when the portal takes none: its tier has no labels, or no more. */
  ensure(caller: Caller, pair: TypePair, label: string): Promise<AssociationType | null>;
  /** @returns the label's type, null when the portal has no such label. */
  find(caller: Caller, pair: TypePair, label: string): Promise<AssociationType | null>;
  /** @returns HubSpot's own type without a label; null when there is none between the two. */
  standard(caller: Caller, pair: TypePair): Promise<AssociationType | null>;
  /** What is remembered of the pair is wrong: a label was deleted. */
  forget(caller: Caller, pair: TypePair): void;
}

const rememberMs = 10 * 60_000;

const typesSchema = z.object({
  results: z.array(z.object({ category: z.string(), typeId: z.number(), label: z.string().nullish() })),
});

type KnownType = z.infer<typeof typesSchema>["results"][number];

interface Known {
  readonly types: readonly KnownType[];
  readonly refused: Set<string>;
  /** a portal that does not even list its labels takes none */
  readonly takesNone: boolean;
  readonly at: number;
}

/**
 * Labels are found by their name, whoever made them, and remembered for ten minutes. A name is unique in a pair of types whatever its case;
 * ten are all that a pair may have. Source: developers.hubspot.com/docs/api-reference/latest/crm/associations/overview.
 */
export function createAssociationLabels(deps: { transport: HubspotTransport; clock: Clock }): AssociationLabels {
  const remembered = new Map<string, Known>();
  const keyOf = ({ portalId }: Caller, { from, to }: TypePair) => `${portalId}:${from}:${to}`;
  const pathOf = ({ from, to }: TypePair) => `/crm/associations/${hubspotApiVersion}/${from}/${to}/labels`;

  async function read(caller: Caller, pair: TypePair): Promise<Known> {
    const now = deps.clock.now().getTime();
    const known = remembered.get(keyOf(caller, pair));
    if (known && now - known.at < rememberMs) return known;
    const answer = await deps.transport.send(caller, { method: "GET", path: pathOf(pair), repeatable: true });
    const takesNone = answer.status >= 300;
    const types = takesNone ? [] : typesSchema.parse(JSON.parse(answer.text)).results;
    const fresh = { types, refused: new Set<string>(), takesNone, at: now };
    remembered.set(keyOf(caller, pair), fresh);
    return fresh;
  }

  async function find(caller: Caller, pair: TypePair, label: string): Promise<AssociationType | null> {
    const { types } = await read(caller, pair);
    const found = types.find((type) => type.category === "USER_DEFINED" && fold(type.label ?? "") === fold(label));
    return found ? toType(found) : null;
  }

  const forget = (caller: Caller, pair: TypePair) => void remembered.delete(keyOf(caller, pair));

  return {
    find,
    forget,
    async ensure(caller, pair, label) {
      const found = await find(caller, pair, label);
      const { refused, takesNone } = await read(caller, pair);
      if (found || takesNone || refused.has(fold(label))) return found;
      const { status } = await deps.transport.send(caller, {
        method: "POST",
        path: pathOf(pair),
        body: JSON.stringify({ label, name: internalName(label) }),
        // Made twice, the second is refused as taken, and both are found by the name.
        repeatable: true,
      });
      forget(caller, pair);
      const made = await find(caller, pair, label);
      if (!made && status >= 300) (await read(caller, pair)).refused.add(fold(label));
      return made;
    },
    async standard(caller, pair) {
      const { types } = await read(caller, pair);
      const found = types.find((type) => type.category === "HUBSPOT_DEFINED" && !type.label);
      return found ? toType(found) : null;
    },
  };
}

function toType({ category, typeId }: KnownType): AssociationType {
  return { associationCategory: category, associationTypeId: typeId };
}

function fold(label: string): string {
  return label.trim().toLowerCase();
}

/** HubSpot wants letters, digits and underscores; a label may be of any script, so a part of its hash tells two apart. */
function internalName(label: string): string {
  const letters = fold(label)
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, 30);
  return `tandem_${letters}_${createHash("sha256").update(fold(label)).digest("hex").slice(0, 8)}`;
}
