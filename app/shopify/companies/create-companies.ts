import { SyncError, toSyncError } from "#app/sync/errors.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import type { CompanySteps } from "../documents/company-batches.ts";
import { companiesByExternalId, writeCompanies } from "../documents/company-batches.ts";
import { idOf } from "../gid.ts";
import type { PortScope } from "../port-scope.ts";
import { translateRefusal } from "../translate-refusal.ts";
import { unexplained } from "../unexplained.ts";
import { sendMutations, unanswered } from "../write-parts.ts";
import { companyAttributes, companyInput, touchesLocation, wholeAddressInput } from "./company-input.ts";
import { flattenCompany } from "./flatten-company.ts";

const lookupCost = 7;
const createCost = 30;

/**
 * Makes companies, each named by its HubSpot company's id as Shopify's external id, which is unique in a shop: made a second time it is
 * found, not made. Shopify's search lags behind, so one that is taken and not found yet is tried again later.
 */
export async function createCompanies(
  scope: PortScope,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
): Promise<void> {
  const made = await findMade(scope, writes);
  const missing: { write: RecordWrite; steps: CompanySteps }[] = [];
  for (const write of writes) {
    const holderId = made.get(externalIdOf(write));
    if (holderId) {
      results.set(write.ref, { kind: "held", holderId });
      continue;
    }
    try {
      missing.push({ write, steps: { create: createInput(write) } });
    } catch (error) {
      results.set(write.ref, { kind: "failed", error: toSyncError(error) });
    }
  }
  if (missing.length === 0) return;
  const document = writeCompanies(missing.map(({ steps }) => steps));
  const answer = await sendMutations(scope, document, missing.length * createCost);
  missing.forEach(({ write }, i) => {
    const answered = answer[`create${i}`];
    if (!answered) results.set(write.ref, unanswered());
    else if (answered.company && answered.userErrors.length === 0) {
      const locations = answered.company.locations?.nodes ?? [];
      const record = flattenCompany(scope.shop, { ...answered.company, contacts: [], locations });
      results.set(write.ref, { kind: "written", created: true, record });
    } else if (isTaken(answered.userErrors)) {
      const error = new SyncError("transient", { code: "external_id_taken", afterMs: 5000 });
      results.set(write.ref, { kind: "failed", error });
    } else results.set(write.ref, translateRefusal(answered.userErrors, companyAttributes));
  });
}

/** Ids of companies by external id, of those that are there. */
async function findMade(
  { client, shop, lane }: PortScope,
  writes: readonly RecordWrite[],
): Promise<ReadonlyMap<string, string>> {
  const externalIds = writes.map(externalIdOf);
  const { document, variables } = companiesByExternalId(externalIds);
  const cost = writes.length * lookupCost;
  const { data, errors } = await client.request({ shop, lane, document, variables, cost });
  if (errors.length > 0) throw unexplained(errors);
  const found = new Map<string, string>();
  externalIds.forEach((externalId, i) => {
    // A search may answer with more than it was asked for.
    const node = data[`c${i}`]?.nodes.find((one) => one.externalId === externalId);
    if (node) found.set(externalId, idOf(node.id));
  });
  return found;
}

function createInput(write: RecordWrite): Record<string, unknown> {
  const { values } = write;
  if (!values.name) throw new SyncError("permanent", { code: "invalid_value", details: { field: "name" } });
  const company = { ...companyInput(values), externalId: externalIdOf(write) };
  return hasPlace(values) ? { company, companyLocation: locationInput(values) } : { company };
}

function hasPlace(values: Values): boolean {
  return touchesLocation(values) && Object.values(placeOf(values)).some((value) => value !== null);
}

function placeOf({ phone, address1, address2, city, zip, countryCode }: Values): Values {
  const present = { phone, address1, address2, city, zip, countryCode };
  return Object.fromEntries(Object.entries(present).map(([name, value]) => [name, value ?? null]));
}

/** Without a country Shopify takes no address; the phone goes alone then. */
function locationInput(values: Values): Record<string, unknown> {
  const phone = values.phone ? { phone: values.phone } : {};
  if (!values.countryCode) return { name: values.name, ...phone };
  return { name: values.name, ...phone, billingAddress: wholeAddressInput(values, null) };
}

function isTaken(errors: readonly { readonly field: readonly string[] | null; readonly code?: string | null }[]) {
  return errors.some(({ code, field }) => code === "TAKEN" && field?.includes("externalId"));
}

/** `hubspot-<id>`: the write's key is `shop:<HubSpot id>`. */
function externalIdOf(write: RecordWrite): string {
  const key = write.kind === "create" ? write.key : write.id;
  return `hubspot-${key.slice(key.lastIndexOf(":") + 1)}`;
}
