import { SyncError, toSyncError } from "#app/sync/errors.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import type { CompanyAnswer, CompanySteps } from "../documents/company-batches.ts";
import { writeCompanies as writeDocument } from "../documents/company-batches.ts";
import { gid } from "../gid.ts";
import type { PortScope } from "../port-scope.ts";
import { translateRefusal } from "../translate-refusal.ts";
import { sendMutations, unanswered, writeInParts } from "../write-parts.ts";
import {
  addressTypesOf,
  companyAttributes,
  companyInput,
  touchesAddress,
  touchesLocation,
  wholeAddressInput,
} from "./company-input.ts";
import { createCompanies } from "./create-companies.ts";
import type { WholeCompany } from "./flatten-company.ts";
import { addressOf, flattenAddress, flattenCompanyFields, mainLocation } from "./flatten-company.ts";
import { readWholeCompanies } from "./read-companies.ts";

/** A mutation costs 10 points and a few for its answer, and a company takes up to three. */
const recordsPerRequest = 20;
const mutationCost = 16;

type Update = RecordWrite & { readonly kind: "update" };

interface Prepared {
  readonly write: Update;
  readonly steps: CompanySteps;
}

/**
 * Writes companies and the phone and address of their first locations, several in one request. What was written is reported as the
 * mutations returned it, never as a later read, which could show someone else's edit.
 */
export function writeCompanies(
  scope: PortScope,
  writes: readonly RecordWrite[],
): Promise<ReadonlyMap<string, WriteResult>> {
  return writeInParts(writes, recordsPerRequest, async (part, results) => {
    const updates = part.filter((write): write is Update => write.kind === "update");
    if (updates.length > 0) await updatePart(scope, updates, results);
    const creates = part.filter((write) => write.kind === "create");
    if (creates.length > 0) await createCompanies(scope, creates, results);
  });
}

async function updatePart(
  scope: PortScope,
  writes: readonly Update[],
  results: Map<string, WriteResult>,
): Promise<void> {
  const prepared = await prepare(scope, writes, results);
  const mutations = prepared.reduce((sum, { steps }) => sum + Object.keys(steps).length, 0);
  if (mutations === 0) return;
  const document = writeDocument(prepared.map(({ steps }) => steps));
  const answer = await sendMutations(scope, document, mutations * mutationCost);
  prepared.forEach(({ write, steps }, i) => {
    results.set(write.ref, resultOf(write, steps, answer, i));
  });
}

/** Turns writes into mutations, reading first the companies whose location is to be written. */
async function prepare(
  scope: PortScope,
  writes: readonly Update[],
  results: Map<string, WriteResult>,
): Promise<readonly Prepared[]> {
  const placed = writes.filter(({ values }) => touchesLocation(values)).map(({ id }) => id);
  const companies = placed.length > 0 ? await readWholeCompanies(scope, placed) : new Map<string, WholeCompany>();
  return writes.flatMap((write) => {
    const company = companies.get(write.id);
    if (company === null) {
      results.set(write.ref, { kind: "gone" });
      return [];
    }
    try {
      return [{ write, steps: stepsOf(write, company) }];
    } catch (error) {
      results.set(write.ref, { kind: "failed", error: toSyncError(error) });
      return [];
    }
  });
}

function stepsOf({ id, values }: Update, company: WholeCompany | undefined): CompanySteps {
  const input = companyInput(values);
  const update = Object.keys(input).length > 0 ? { update: { companyId: gid("Company", id), input } } : {};
  const steps = company && touchesLocation(values) ? { ...placeSteps(values, company), ...update } : update;
  if (Object.keys(steps).length > 0) return steps;
  throw new SyncError("bug", { code: "nothing_to_write", details: { fields: Object.keys(values).join(" ") } });
}

function placeSteps(values: Values, company: WholeCompany): CompanySteps {
  const location = mainLocation(company.locations);
  if (!location) {
    // It was there when the plan was made.
    throw new SyncError("transient", { code: "location_gone", afterMs: 1000 });
  }
  const address = touchesAddress(values) ? wholeAddressInput(values, addressOf(location)) : null;
  return {
    ...(values.phone === undefined
      ? {}
      : { location: { companyLocationId: location.id, input: { phone: values.phone } } }),
    ...(address ? { address: { locationId: location.id, address, addressTypes: addressTypesOf(location) } } : {}),
  };
}

function resultOf(write: Update, steps: CompanySteps, answer: CompanyAnswer, i: number): WriteResult {
  let values: Values = {};
  let modifiedAt = new Date(0).toISOString();
  for (const step of ["location", "address", "update"] as const) {
    if (!steps[step]) continue;
    const answered = answer[`${step}${i}`];
    if (!answered) return unanswered();
    if (answered.userErrors.length > 0) return translateRefusal(answered.userErrors, companyAttributes);
    const { company, companyLocation, addresses } = answered;
    if (companyLocation) values = { ...values, phone: companyLocation.phone };
    if (addresses) values = { ...values, ...flattenAddress(addresses[0] ?? null) };
    if (company) values = { ...values, ...flattenCompanyFields(company) };
    const at = company?.updatedAt ?? companyLocation?.updatedAt;
    if (at) modifiedAt = new Date(at).toISOString();
  }
  return { kind: "written", created: false, record: { side: "shopify", id: write.id, modifiedAt, values } };
}
