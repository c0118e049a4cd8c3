import type { MetafieldOf } from "#app/sync/mapping/effective-definition.ts";
import type { Lane, ObjectKey } from "#app/sync/record.ts";
import type { AdminClient } from "../admin-client.ts";
import { allNodes } from "../all-nodes.ts";
import { metafieldDefinitionsOf } from "../documents/metafields.ts";
import type { MetafieldDefinitionsOfQuery, MetafieldOwnerType } from "../generated/admin.ts";
import { unexplained } from "../unexplained.ts";
import { metafieldOwners } from "./metafield-owners.ts";

/** A metafield as the shop defines it. */
export interface MetafieldDefinition extends MetafieldOf {
  readonly namespace: string;
  readonly key: string;
  /** what the merchant calls it */
  readonly name: string;
  /** Shopify's name of the type: `list.color` */
  readonly type: string;
  readonly ownerType: MetafieldOwnerType;
  /** values that the shop allows; absent when it allows any */
  readonly choices?: readonly string[];
  /** whether apps may write it */
  readonly writable: boolean;
}

type DefinitionNode = MetafieldDefinitionsOfQuery["metafieldDefinitions"]["nodes"][number];

/** A page of 100 definitions with their type, access and validations. */
const pageCost = 500;

/**
 * All metafields that the shop defines for an object's records, in Shopify's order; none for objects that have no metafields.
 * @throws SyncError reconnect `missing_scope`, or as the client does
 */
export async function readMetafieldDefinitions(
  client: AdminClient,
  { shop, lane, object }: { readonly shop: string; readonly lane: Lane; readonly object: ObjectKey },
): Promise<readonly MetafieldDefinition[]> {
  const found: MetafieldDefinition[] = [];
  for (const owner of metafieldOwners(object)) {
    const { ownerType } = owner;
    const page = async (after: string | null) => {
      const variables = { ownerType, after };
      const asked = { shop, lane, document: metafieldDefinitionsOf, variables, cost: pageCost };
      const { data, errors } = await client.request(asked);
      if (errors.length > 0) throw unexplained(errors);
      return data.metafieldDefinitions;
    };
    const nodes = await allNodes(await page(null), page);
    found.push(...nodes.map((node) => ({ ...toDefinition(node), ...owner })));
  }
  return found;
}

function toDefinition(node: DefinitionNode): Omit<MetafieldDefinition, "ownerType" | keyof MetafieldOf> {
  const { namespace, key, name, type, access, validations } = node;
  const choices = choicesIn(validations);
  return {
    ...{ namespace, key, name, type: type.name },
    ...(choices.length > 0 ? { choices } : {}),
    // What Shopify does not tell of is written, and its refusal told.
    writable: access.admin === null || access.admin === "PUBLIC_READ_WRITE",
  };
}

function choicesIn(validations: DefinitionNode["validations"]): readonly string[] {
  const rule = validations.find(({ name }) => name === "choices")?.value;
  const choices: unknown = rule ? JSON.parse(rule) : [];
  return Array.isArray(choices) ? choices.map(String) : [];
}
