import { createdArguments } from "../created-filter.ts";
import type {
  B2bAccessQuery,
  ChangedCompaniesQuery,
  ChangedCompaniesQueryVariables,
  CompaniesByIdQuery,
  CompaniesByIdQueryVariables,
  CompaniesCountQuery,
  ContactsOfCompanyQuery,
  ContactsOfCompanyQueryVariables,
  LocationsOfCompanyQuery,
  LocationsOfCompanyQueryVariables,
  RolesOfContactQuery,
  RolesOfContactQueryVariables,
} from "../generated/admin.ts";
import { adminDocument } from "./admin-document.ts";
import { assignmentFields, companyFields, contactFields, locationFields } from "./company-fields.ts";

const pageInfo = "pageInfo { hasNextPage endCursor }";
const roles = (first: number) => `roleAssignments(first: ${first}) { nodes { ${assignmentFields} } ${pageInfo} }`;
const contact = (first: number) => `${contactFields} ${roles(first)}`;

/** Companies by id with the first of their contacts and locations; null where Shopify has none. The rest is paged. */
export const companiesById = adminDocument<CompaniesByIdQuery, CompaniesByIdQueryVariables>(`#graphql
  query CompaniesById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Company {
        ${companyFields}
        contacts(first: 5) { nodes { ${contact(3)} } ${pageInfo} }
        locations(first: 5) { nodes { ${locationFields} } ${pageInfo} }
      }
    }
  }
`);

export const contactsOfCompany = adminDocument<ContactsOfCompanyQuery, ContactsOfCompanyQueryVariables>(`#graphql
  query ContactsOfCompany($id: ID!, $after: String) {
    company(id: $id) { contacts(first: 50, after: $after) { nodes { ${contact(3)} } ${pageInfo} } }
  }
`);

export const rolesOfContact = adminDocument<RolesOfContactQuery, RolesOfContactQueryVariables>(`#graphql
  query RolesOfContact($id: ID!, $after: String) {
    companyContact(id: $id) { roleAssignments(first: 100, after: $after) { nodes { ${assignmentFields} } ${pageInfo} } }
  }
`);

export const locationsOfCompany = adminDocument<LocationsOfCompanyQuery, LocationsOfCompanyQueryVariables>(`#graphql
  query LocationsOfCompany($id: ID!, $after: String) {
    company(id: $id) { locations(first: 100, after: $after) { nodes { ${locationFields} } ${pageInfo} } }
  }
`);

/** Ids and modified times, oldest first. */
export const changedCompanies = adminDocument<ChangedCompaniesQuery, ChangedCompaniesQueryVariables>(`#graphql
  query ChangedCompanies($query: String!, $after: String) {
    companies(first: 250, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
      ${pageInfo}
    }
  }
`);

/** All of them: companies cannot be counted by a search. */
export const companiesCount = adminDocument<CompaniesCountQuery, Record<string, never>>(`#graphql
  query CompaniesCount {
    companiesCount(limit: null) { count precision }
  }
`);

/** Whether the shop has B2B shows only in what Shopify denies; the scopes tell that from access that was not granted. */
export const b2bAccess = adminDocument<B2bAccessQuery, Record<string, never>>(`#graphql
  query B2bAccess {
    currentAppInstallation { accessScopes { handle } }
    companiesCount(limit: 1) { count }
  }
`);

/** For a bulk operation: companies with their contacts, these with their roles, and their locations. */
export function bulkCompanies(filter: string | null): string {
  return `#graphql
  query BulkCompanies {
    companies${createdArguments(filter)} {
      edges {
        node {
          ${companyFields}
          contacts { edges { node { ${contactFields} roleAssignments { edges { node { ${assignmentFields} } } } } } }
          locations { edges { node { ${locationFields} } } }
        }
      }
    }
  }
`;
}
