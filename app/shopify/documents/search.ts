import type {
  SearchCheckoutsQuery,
  SearchCheckoutsQueryVariables,
  SearchCompaniesQuery,
  SearchCompaniesQueryVariables,
  SearchCustomersQuery,
  SearchCustomersQueryVariables,
  SearchOrdersQuery,
  SearchOrdersQueryVariables,
  SearchProductsQuery,
  SearchProductsQueryVariables,
} from "../generated/admin.ts";
import { adminDocument } from "./admin-document.ts";

/** Records by what a person typed, as the admin's own search finds them: ids alone, best first. */
export const searchCustomers = adminDocument<SearchCustomersQuery, SearchCustomersQueryVariables>(`#graphql
  query SearchCustomers($query: String!, $first: Int!) {
    customers(first: $first, query: $query) { nodes { id } }
  }
`);

export const searchCompanies = adminDocument<SearchCompaniesQuery, SearchCompaniesQueryVariables>(`#graphql
  query SearchCompanies($query: String!, $first: Int!) {
    companies(first: $first, query: $query) { nodes { id } }
  }
`);

/** A product's name is its product's and its variant's: what is found is the product, what syncs are its variants. */
export const searchProducts = adminDocument<SearchProductsQuery, SearchProductsQueryVariables>(`#graphql
  query SearchProducts($query: String!, $first: Int!) {
    products(first: $first, query: $query) { nodes { id variants(first: 5) { nodes { id } } } }
  }
`);

export const searchOrders = adminDocument<SearchOrdersQuery, SearchOrdersQueryVariables>(`#graphql
  query SearchOrders($query: String!, $first: Int!) {
    orders(first: $first, query: $query) { nodes { id } }
  }
`);

export const searchCheckouts = adminDocument<SearchCheckoutsQuery, SearchCheckoutsQueryVariables>(`#graphql
  query SearchCheckouts($query: String!, $first: Int!) {
    abandonedCheckouts(first: $first, query: $query) { nodes { id } }
  }
`);
