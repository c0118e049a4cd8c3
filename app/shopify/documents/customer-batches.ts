import type { CustomerFieldsFragment } from "../generated/admin.ts";
import type { AdminDocument } from "./admin-document.ts";
import { adminDocument } from "./admin-document.ts";
import { customerFields } from "./customer-fields.ts";

/** One customer as every document of ours selects it. */
export type CustomerNode = CustomerFieldsFragment;

/** Never sent: `npm run typegen` makes the type of one customer from it. */
export const customerFragment = `#graphql
  fragment CustomerFields on Customer { ${customerFields} }
`;

/** What `write-customers` asks of one customer. Absent steps are left out of the mutation. */
export interface CustomerSteps {
  readonly create?: Record<string, unknown>;
  readonly update?: Record<string, unknown>;
  readonly addressCreate?: { customerId: string; address: Record<string, unknown> };
  readonly addressUpdate?: { customerId: string; addressId: string; address: Record<string, unknown> };
  /** consent by e-mail */
  readonly consent?: Record<string, unknown>;
  readonly sms?: Record<string, unknown>;
}

export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code?: string | null;
}

export type BatchAnswer = Record<
  string,
  {
    readonly customer?: CustomerNode | null;
    readonly address?: CustomerNode["defaultAddress"];
    readonly userErrors: readonly UserError[];
  } | null
>;

/**
 * Several customers' mutations in one request, under aliases `create3`, `address3`, `consent3`, `sms3`, `update3` for the fourth.
 * Shopify runs a request's mutations in their order, so the customer that `update` returns has the address and the consents already, and
 * a number's consent is written before the number is taken away.
 */
export function writeCustomers(steps: readonly CustomerSteps[]): {
  document: AdminDocument<BatchAnswer, Record<string, unknown>>;
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
      const input = bind(`create${i}`, "CustomerInput!", step.create);
      calls.push(
        `create${i}: customerCreate(input: ${input}) { customer { ...CustomerFields } userErrors { field message } }`,
      );
    }
    const address = step.addressCreate ?? step.addressUpdate;
    if (address) {
      const owner = bind(`owner${i}`, "ID!", address.customerId);
      const input = bind(`address${i}`, "MailingAddressInput!", address.address);
      const target = step.addressUpdate
        ? `, addressId: ${bind(`addressId${i}`, "ID!", step.addressUpdate.addressId)}`
        : "";
      const mutation = step.addressUpdate ? "customerAddressUpdate" : "customerAddressCreate";
      calls.push(
        `address${i}: ${mutation}(customerId: ${owner}${target}, address: ${input}, setAsDefault: true) { address { ...AddressFields } userErrors { field message } }`,
      );
    }
    if (step.consent) {
      const input = bind(`consent${i}`, "CustomerEmailMarketingConsentUpdateInput!", step.consent);
      calls.push(
        `consent${i}: customerEmailMarketingConsentUpdate(input: ${input}) { customer { ...CustomerFields } userErrors { field message code } }`,
      );
    }
    if (step.sms) {
      const input = bind(`sms${i}`, "CustomerSmsMarketingConsentUpdateInput!", step.sms);
      calls.push(
        `sms${i}: customerSmsMarketingConsentUpdate(input: ${input}) { customer { ...CustomerFields } userErrors { field message code } }`,
      );
    }
    if (step.update) {
      const input = bind(`update${i}`, "CustomerInput!", step.update);
      calls.push(
        `update${i}: customerUpdate(input: ${input}) { customer { ...CustomerFields } userErrors { field message } }`,
      );
    }
  });

  const fragments = [
    calls.some((call) => call.includes("...CustomerFields")) && customerFragment.replace("#graphql", ""),
    calls.some((call) => call.includes("...AddressFields")) &&
      "fragment AddressFields on MailingAddress { id address1 address2 city company country countryCodeV2 province provinceCode zip }",
  ].filter(Boolean);
  const text = `#graphql\nmutation WriteCustomers(${declared.join(", ")}) {\n${calls.join("\n")}\n}\n${fragments.join("\n")}`;
  return { document: adminDocument(text), variables };
}

/**
 * Customers by exact e-mail address, each under the alias `c0`, `c1`, …: `customerByIdentifier` reads the record itself, where the
 * search index that `customers(query:)` asks lags behind writes.
 */
export function customersByEmail(emails: readonly string[]): {
  document: AdminDocument<Record<string, CustomerNode | null>, Record<string, unknown>>;
  variables: Record<string, unknown>;
} {
  const declared = emails.map((_, i) => `$e${i}: String!`).join(", ");
  const calls = emails.map(
    (_, i) => `c${i}: customerByIdentifier(identifier: { emailAddress: $e${i} }) { ...CustomerFields }`,
  );
  const text = `#graphql\nquery CustomersByEmail(${declared}) {\n${calls.join("\n")}\n}\n${customerFragment.replace("#graphql", "")}`;
  return { document: adminDocument(text), variables: Object.fromEntries(emails.map((email, i) => [`e${i}`, email])) };
}
