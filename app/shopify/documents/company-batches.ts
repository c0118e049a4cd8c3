import type {
  CompanyAddressFieldsFragment,
  CompanyFieldsFragment,
  ContactFieldsFragment,
  LocationFieldsFragment,
} from "../generated/admin.ts";
import type { AdminDocument } from "./admin-document.ts";
import { adminDocument } from "./admin-document.ts";
import {
  assignmentFields,
  companyAddressFields,
  companyFields,
  contactFields,
  locationFields,
} from "./company-fields.ts";
import type { UserError } from "./customer-batches.ts";

/** One company, contact, location and address as every document of ours selects them. */
export type CompanyNode = CompanyFieldsFragment;
export type ContactNode = ContactFieldsFragment;
export type LocationNode = LocationFieldsFragment;
export type AddressNode = CompanyAddressFieldsFragment;
export type AssignmentNode = { readonly id: string; readonly role: { readonly id: string; readonly name: string } };

/** Never sent: `npm run typegen` makes types from them. */
export const companyFragments = [
  `#graphql\n  fragment CompanyFields on Company { ${companyFields} }\n`,
  `#graphql\n  fragment ContactFields on CompanyContact { ${contactFields} }\n`,
  `#graphql\n  fragment AssignmentFields on CompanyContactRoleAssignment { ${assignmentFields} }\n`,
  `#graphql\n  fragment LocationFields on CompanyLocation { ${locationFields} }\n`,
  `#graphql\n  fragment CompanyAddressFields on CompanyAddress { ${companyAddressFields} }\n`,
];

/** What `write-companies` asks of one company. Absent steps are left out of the mutation. */
export interface CompanySteps {
  readonly create?: Record<string, unknown>;
  readonly update?: { readonly companyId: string; readonly input: Record<string, unknown> };
  readonly location?: { readonly companyLocationId: string; readonly input: Record<string, unknown> };
  readonly address?: {
    readonly locationId: string;
    readonly address: Record<string, unknown>;
    readonly addressTypes: readonly ("BILLING" | "SHIPPING")[];
  };
}

export type CompanyAnswer = Record<
  string,
  {
    readonly company?: (CompanyNode & { readonly locations?: { readonly nodes: readonly LocationNode[] } }) | null;
    readonly companyLocation?: LocationNode | null;
    readonly addresses?: readonly AddressNode[] | null;
    readonly userErrors: readonly UserError[];
  } | null
>;

const userErrors = "userErrors { field message code }";

/** Several companies' mutations in one request, under aliases `create3`, `update3`, `location3`, `address3` for the fourth. */
export function writeCompanies(steps: readonly CompanySteps[]): {
  document: AdminDocument<CompanyAnswer, Record<string, unknown>>;
  variables: Record<string, unknown>;
} {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const calls: string[] = [];
  const bind = (name: string, type: string, value: unknown) => {
    variables[name] = value;
    declared.push(`$${name}: ${type}`);
    return `$${name}`;
  };
  steps.forEach((step, i) => {
    if (step.create) {
      const input = bind(`create${i}`, "CompanyCreateInput!", step.create);
      const company = `company { ${companyFields} locations(first: 1) { nodes { ${locationFields} } } }`;
      calls.push(`create${i}: companyCreate(input: ${input}) { ${company} ${userErrors} }`);
    }
    if (step.location) {
      const id = bind(`place${i}`, "ID!", step.location.companyLocationId);
      const input = bind(`location${i}`, "CompanyLocationUpdateInput!", step.location.input);
      calls.push(
        `location${i}: companyLocationUpdate(companyLocationId: ${id}, input: ${input}) { companyLocation { ${locationFields} } ${userErrors} }`,
      );
    }
    if (step.address) {
      const id = bind(`owner${i}`, "ID!", step.address.locationId);
      const address = bind(`address${i}`, "CompanyAddressInput!", step.address.address);
      const types = bind(`types${i}`, "[CompanyAddressType!]!", step.address.addressTypes);
      calls.push(
        `address${i}: companyLocationAssignAddress(locationId: ${id}, address: ${address}, addressTypes: ${types}) { addresses { ${companyAddressFields} } ${userErrors} }`,
      );
    }
    if (step.update) {
      const id = bind(`company${i}`, "ID!", step.update.companyId);
      const input = bind(`update${i}`, "CompanyInput!", step.update.input);
      calls.push(
        `update${i}: companyUpdate(companyId: ${id}, input: ${input}) { company { ${companyFields} } ${userErrors} }`,
      );
    }
  });
  const text = `#graphql\nmutation WriteCompanies(${declared.join(", ")}) {\n${calls.join("\n")}\n}`;
  return { document: adminDocument(text), variables };
}

export type CompaniesByExternalId = Record<
  string,
  { readonly nodes: readonly { readonly id: string; readonly externalId: string | null }[] } | null
>;

/** Companies by external id, each under the alias `c0`, `c1`, …; a search may answer with more than was asked for. */
export function companiesByExternalId(externalIds: readonly string[]): {
  document: AdminDocument<CompaniesByExternalId, Record<string, unknown>>;
  variables: Record<string, unknown>;
} {
  const declared = externalIds.map((_, i) => `$q${i}: String!`).join(", ");
  const calls = externalIds.map((_, i) => `c${i}: companies(first: 5, query: $q${i}) { nodes { id externalId } }`);
  const variables = externalIds.map((id, i) => [`q${i}`, `external_id:"${id.replace(/["\\]/g, "\\$&")}"`] as const);
  const text = `#graphql\nquery CompaniesByExternalId(${declared}) {\n${calls.join("\n")}\n}`;
  return { document: adminDocument(text), variables: Object.fromEntries(variables) };
}
