import { chunks } from "#app/lib/chunks.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { SideRecord, Value } from "#app/sync/record.ts";
import type { MetafieldsNode } from "../documents/metafields.ts";
import { metafieldsOfOwners } from "../documents/metafields.ts";
import type { PortScope } from "../port-scope.ts";
import { unexplained } from "../unexplained.ts";
import type { NamedMetafield } from "./metafield-owners.ts";
import { isOf, ownerOf } from "./metafield-owners.ts";
import { isReference, metafieldText, referencedIds } from "./metafield-text.ts";
import { nameReferences } from "./name-references.ts";

/** No query may cost more than 1,000 points: shopify.dev/docs/api/usage/limits. */
const pointsPerQuery = 900;
/** Shopify takes up to 250 ids at once. */
const mostIds = 250;
const mostNames = 50;

interface StoredMetafield {
  /** Shopify's name of the type: `list.color` */
  readonly type: string;
  /** as Shopify stores it */
  readonly value: string;
}

/** Metafields by owner, then by attribute; those that an owner has not are not there. */
type MetafieldsByOwner = ReadonlyMap<string, ReadonlyMap<string, StoredMetafield>>;

/**
 * Metafields of owners of one kind, in batches as large as Shopify's cost limit lets them be: a point for each owner and each metafield.
 * @param owners global ids @throws SyncError as `readNodes` does
 */
async function readMetafields(
  { client, shop, lane }: PortScope,
  owners: readonly string[],
  names: readonly NamedMetafield[],
): Promise<MetafieldsByOwner> {
  const found = new Map<string, Map<string, StoredMetafield>>();
  for (const some of chunks(names, mostNames)) {
    const perQuery = Math.min(mostIds, Math.floor(pointsPerQuery / (1 + some.length)));
    for (const part of chunks([...new Set(owners)], perQuery)) {
      const { document, variables } = metafieldsOfOwners(part, some);
      const cost = part.length * (1 + some.length) + 1;
      const { data, errors } = await client.request({ shop, lane, document, variables, cost });
      if (data.nodes.length !== part.length || errors.length > 0) throw unexplained(errors);
      part.forEach((owner, i) => {
        const known = found.get(owner) ?? new Map<string, StoredMetafield>();
        found.set(owner, known);
        noteMetafields(known, data.nodes[i], some);
      });
    }
  }
  return found;
}

function noteMetafields(
  known: Map<string, StoredMetafield>,
  node: MetafieldsNode | null | undefined,
  names: readonly NamedMetafield[],
): void {
  names.forEach(({ attribute }, i) => {
    const metafield = node?.[`m${i}`];
    if (metafield && typeof metafield === "object") known.set(attribute, metafield);
  });
}

export interface MetafieldReading {
  readonly scope: PortScope;
  readonly definition: SyncObjectDefinition;
  readonly names: readonly NamedMetafield[];
  /** told the type of each metafield that is read, by its attribute */
  readonly onType?: (attribute: string, type: string) => void;
}

/**
 * Records with their metafields among their values, null for those that they have not, and their parts with those of theirs. A metafield
 * that names other records holds their names; what our scopes do not show is null.
 */
export async function completeRecords(
  reading: MetafieldReading,
  records: readonly SideRecord[],
): Promise<readonly SideRecord[]> {
  const [own, ofParts] = [
    reading.names.filter(({ ofLocation }) => !ofLocation),
    reading.names.filter(({ ofLocation }) => ofLocation),
  ];
  const completed = await addMetafields({ ...reading, names: own }, records);
  if (ofParts.length === 0) return completed;
  const parts = completed.flatMap(({ children = [] }) => children);
  const next = (await addMetafields({ ...reading, names: ofParts }, parts)).values();
  return completed.map((record) =>
    record.children ? { ...record, children: record.children.map((part) => next.next().value ?? part) } : record,
  );
}

const kindsOfOwner = [
  { ofVariant: false, ofLocation: false },
  { ofVariant: true, ofLocation: false },
  { ofVariant: false, ofLocation: true },
] as const;

async function addMetafields(
  { scope, definition, names, onType }: MetafieldReading,
  records: readonly SideRecord[],
): Promise<readonly SideRecord[]> {
  const values = records.map((): Record<string, Value> => ({}));
  const references: { readonly record: number; readonly attribute: string; readonly metafield: StoredMetafield }[] = [];
  for (const kind of kindsOfOwner) {
    const some = names.filter((name) => isOf(name, kind));
    if (some.length === 0) continue;
    const owners = records.map((record) => ownerOf(definition, record, kind));
    const found = await readMetafields(
      scope,
      owners.flatMap((owner) => owner ?? []),
      some,
    );
    owners.forEach((owner, record) => {
      for (const { attribute } of some) {
        const metafield = found.get(owner ?? "")?.get(attribute);
        if (metafield) onType?.(attribute, metafield.type);
        if (metafield && isReference(metafield.type)) references.push({ record, attribute, metafield });
        const own = values[record];
        if (own) own[attribute] = metafield ? metafieldText(metafield.type, metafield.value) : null;
      }
    });
  }
  if (references.length > 0) {
    const named = await nameReferences(
      scope,
      references.flatMap(({ metafield }) => referencedIds(metafield.type, metafield.value)),
    );
    for (const { record, attribute, metafield } of references) {
      const own = values[record];
      if (own) own[attribute] = namesOf(metafield, named);
    }
  }
  return records.map((record, i) => ({ ...record, values: { ...record.values, ...values[i] } }));
}

function namesOf({ type, value }: StoredMetafield, named: ReadonlyMap<string, string>): Value {
  const names = referencedIds(type, value).flatMap((id) => named.get(id) ?? []);
  if (names.length === 0) return null;
  return type.startsWith("list.") ? JSON.stringify(names) : (names[0] ?? null);
}
