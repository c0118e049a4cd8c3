import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Admin, AdminShop } from "./admin-shop.ts";
import {
  addCompany,
  confirmDeleteCompany,
  deleteCompany,
  listCompanies,
  saveCompany,
  showCompany,
  showNewCompany,
} from "./pages/company-pages.ts";
import { changeContacts, changeLocations } from "./pages/company-sections.ts";
import { saveMetafield } from "./pages/metafield-section.ts";
import {
  addProduct,
  confirmDeleteProduct,
  deleteProduct,
  saveProduct,
  showNewProduct,
  showProduct,
} from "./pages/product-pages.ts";
import { addVariant, saveVariants } from "./pages/variant-section.ts";

type Page = (admin: Admin, shop: AdminShop, request: StandInRequest) => Promise<StandInResponse> | StandInResponse;

/** Pages of products, companies and metafields, below a shop's address. */
export const companyAndProductPages: ["GET" | "POST", string, Page][] = [
  ["GET", "/products/new", showNewProduct],
  ["POST", "/products/new", addProduct],
  ["GET", "/products/:id", showProduct],
  ["POST", "/products/:id", saveProduct],
  ["GET", "/products/:id/delete", confirmDeleteProduct],
  ["POST", "/products/:id/delete", deleteProduct],
  ["POST", "/products/:id/variants", saveVariants],
  ["POST", "/products/:id/variants/new", addVariant],
  ["GET", "/companies", listCompanies],
  ["GET", "/companies/new", showNewCompany],
  ["POST", "/companies/new", addCompany],
  ["GET", "/companies/:id", showCompany],
  ["POST", "/companies/:id", saveCompany],
  ["GET", "/companies/:id/delete", confirmDeleteCompany],
  ["POST", "/companies/:id/delete", deleteCompany],
  ["POST", "/companies/:id/locations", changeLocations],
  ["POST", "/companies/:id/contacts", changeContacts],
  ["POST", "/metafields", saveMetafield],
];
