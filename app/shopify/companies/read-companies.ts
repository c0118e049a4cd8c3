import type { ReadResult } from "#app/sync/ports.ts";
import type { Page } from "../all-nodes.ts";
import { allNodes } from "../all-nodes.ts";
import type { AdminDocument } from "../documents/admin-document.ts";
import { companiesById, contactsOfCompany, locationsOfCompany, rolesOfContact } from "../documents/companies.ts";
import type { CompaniesByIdQuery } from "../generated/admin.ts";
import type { PortScope } from "../port-scope.ts";
import { readNodes } from "../read-nodes.ts";
import { unexplained } from "../unexplained.ts";
import type { WholeCompany, WholeContact } from "./flatten-company.ts";
import { flattenCompany } from "./flatten-company.ts";

type CompanyPage = Extract<NonNullable<CompaniesByIdQuery["nodes"][number]>, { id: string }>;
type ContactPage = CompanyPage["contacts"]["nodes"][number];

/** A company with five contacts of three roles and five locations of two addresses; eight of them stay below 1,000 points. */
const byId = { document: companiesById, gidType: "Company", cost: 110, idsPerQuery: 8 } as const;
const contactsPageCost = 460;
const rolesPageCost = 205;
const locationsPageCost = 505;

/**
 * Companies by numeric id, with all their contacts, roles and locations. Throws as `readNodes` does, and SyncError permanent
 * `b2b_unavailable` when the shop has no B2B.
 */
export async function readCompanies(
  scope: PortScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadResult>> {
  const results = new Map<string, ReadResult>();
  for (const [id, company] of await readWholeCompanies(scope, ids)) {
    results.set(id, company ? { kind: "found", record: flattenCompany(scope.shop, company) } : { kind: "gone" });
  }
  return results;
}

/** The companies as Shopify returned them, whole; null for those it has not. */
export async function readWholeCompanies(
  scope: PortScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, WholeCompany | null>> {
  const companies = new Map<string, WholeCompany | null>();
  for (const [id, company] of await readNodes<CompanyPage>(scope, byId, ids)) {
    companies.set(id, company && (await wholeCompany(scope, company)));
  }
  return companies;
}

async function wholeCompany(scope: PortScope, company: CompanyPage): Promise<WholeCompany> {
  const { id } = company;
  const contacts = await allNodes(company.contacts, async (after) => {
    const data = await ask(scope, contactsOfCompany, { id, after }, contactsPageCost);
    return data.company?.contacts ?? null;
  });
  const locations = await allNodes(company.locations, async (after) => {
    const data = await ask(scope, locationsOfCompany, { id, after }, locationsPageCost);
    return data.company?.locations ?? null;
  });
  const whole: WholeContact[] = [];
  for (const contact of contacts) whole.push({ ...contact, roles: await rolesOf(scope, contact) });
  return { ...company, contacts: whole, locations };
}

async function rolesOf(scope: PortScope, { id, roleAssignments }: ContactPage): Promise<WholeContact["roles"]> {
  const first: Page<WholeContact["roles"][number]> = roleAssignments;
  return allNodes(first, async (after) => {
    const data = await ask(scope, rolesOfContact, { id, after }, rolesPageCost);
    return data.companyContact?.roleAssignments ?? null;
  });
}

async function ask<Data, Variables>(
  { client, shop, lane }: PortScope,
  document: AdminDocument<Data, Variables>,
  variables: Variables,
  cost: number,
): Promise<Data> {
  const { data, errors } = await client.request({ shop, lane, document, variables, cost });
  if (errors.length > 0) throw unexplained(errors);
  return data;
}
