/** Plain records of what a shop sells to companies with. Instants and ids as in ../records.ts. */

export interface CompanyRecord {
  id: number;
  name: string;
  externalId: string | null;
  note: string | null;
  customerSince: string;
  mainContactId: number | null;
  createdAt: string;
  updatedAt: string;
}

export interface CompanyAddressRecord {
  id: number;
  recipient: string | null;
  firstName: string | null;
  lastName: string | null;
  address1: string;
  address2: string | null;
  city: string | null;
  zip: string | null;
  province: string | null;
  zoneCode: string | null;
  country: string;
  countryCode: string;
  phone: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface LocationRecord {
  id: number;
  companyId: number;
  name: string;
  externalId: string | null;
  phone: string | null;
  note: string | null;
  locale: string | null;
  billingAddress: CompanyAddressRecord | null;
  shippingAddress: CompanyAddressRecord | null;
  taxExempt: boolean;
  taxExemptions: string[];
  taxRegistrationId: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface ContactRecord {
  id: number;
  companyId: number;
  customerId: number;
  title: string | null;
  locale: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface RoleRecord {
  id: number;
  companyId: number;
  name: string;
  note: string | null;
}

export interface AssignmentRecord {
  id: number;
  companyId: number;
  contactId: number;
  locationId: number;
  roleId: number;
  createdAt: string;
  updatedAt: string;
}

type Text = string | null | undefined;

/** A field left out stays as it is; `null` or "" clears it. */
export interface CompanyInput {
  name?: Text;
  externalId?: Text;
  note?: Text;
  customerSince?: string | null | undefined;
}

export interface CompanyAddressInput {
  recipient?: Text;
  firstName?: Text;
  lastName?: Text;
  address1?: Text;
  address2?: Text;
  city?: Text;
  zip?: Text;
  zoneCode?: Text;
  countryCode?: Text;
  phone?: Text;
}

export interface LocationInput {
  name?: Text;
  externalId?: Text;
  phone?: Text;
  note?: Text;
  locale?: Text;
  billingAddress?: CompanyAddressInput | undefined;
  shippingAddress?: CompanyAddressInput | undefined;
  billingSameAsShipping?: boolean | undefined;
  taxExempt?: boolean | undefined;
  taxExemptions?: string[] | undefined;
  taxRegistrationId?: Text;
}

export interface ContactInput {
  title?: Text;
  locale?: Text;
}
