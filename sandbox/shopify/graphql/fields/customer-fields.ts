import { isEmail } from "../../state/check-customer.ts";
import type { AddressRecord, CustomerRecord } from "../../state/records.ts";
import type { FieldTable, Node } from "../call.ts";
import { gid } from "../gid.ts";
import { lifetime } from "./lifetime.ts";
import { listOwned } from "./list-records.ts";
import { metafieldFields, metafieldsOf } from "./metafield-fields.ts";
import { money } from "./money.ts";

const address = (of: AddressRecord): Node<AddressRecord> => ({ __typename: "MailingAddress", of });

function displayName(customer: CustomerRecord): string {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
  return name || customer.email || customer.phone || "";
}

const customer: FieldTable<CustomerRecord> = {
  ...(metafieldsOf("Customer") as FieldTable<CustomerRecord>),
  id: (record) => gid("Customer", record.id),
  legacyResourceId: (record) => String(record.id),
  displayName,
  addresses: (record, args) => record.addresses.slice(0, Number(args.first ?? 250)).map(address),
  addressesV2: (record, args, call) => listOwned(record.addresses, "MailingAddress", args, call),
  defaultAddress: (record) => {
    const found = record.addresses.find((one) => one.id === record.defaultAddressId);
    return found ? address(found) : null;
  },
  amountSpent: (record, _, call) => money(call.state.orders.purchases(record.id).amountSpent, call.state.shop.currency),
  numberOfOrders: (record, _, call) => String(call.state.orders.purchases(record.id).numberOfOrders),
  lastOrder: (record, _, call) => {
    const order = call.state.orders.get(call.state.orders.purchases(record.id).lastOrderId ?? -1);
    return order ? { __typename: "Order", of: order } : null;
  },
  orders: (record, args, call) => listOwned(call.state.orders.listOf(record.id), "Order", args, call),
  canDelete: (record, _, call) => call.state.orders.listOf(record.id).length === 0,
  companyContactProfiles: (record, _, call) =>
    call.state.companies.contactsOf(record.id).map((of) => ({ __typename: "CompanyContact", of })),
  defaultEmailAddress: (record) => (record.email ? { __typename: "CustomerEmailAddress", of: record } : null),
  defaultPhoneNumber: (record) => (record.phone ? { __typename: "CustomerPhoneNumber", of: record } : null),
  emailMarketingConsent: (record) =>
    record.email
      ? {
          marketingState: record.emailConsent.state,
          marketingOptInLevel: record.emailConsent.optInLevel,
          consentUpdatedAt: record.emailConsent.updatedAt,
          sourceLocation: null,
        }
      : null,
  smsMarketingConsent: (record) =>
    record.phone
      ? {
          marketingState: record.smsConsent.state,
          marketingOptInLevel: record.smsConsent.optInLevel ?? "UNKNOWN",
          consentUpdatedAt: record.smsConsent.updatedAt,
          consentCollectedFrom: record.smsConsent.collectedFrom,
          sourceLocation: null,
        }
      : null,
  lifetimeDuration: (record, _, call) => lifetime(Date.parse(record.createdAt), call.state.now()),
  mergeable: (record, _, call) => {
    const isContact = call.state.companies.contactsOf(record.id).length > 0;
    return {
      isMergeable: !isContact,
      errorFields: isContact ? ["COMPANY_CONTACT"] : [],
      reason: isContact ? "Customer can’t be merged because they are a contact of a company." : null,
      mergeInProgress: null,
    };
  },
  productSubscriberStatus: () => "NEVER_SUBSCRIBED",
  statistics: () => ({ predictedSpendTier: null, rfmGroup: null }),
  unsubscribeUrl: (record, _, call) => `https://${call.state.shop.domain}/account/unsubscribe?token=${record.id}`,
  validEmailAddress: (record) => record.email !== null && isEmail(record.email),
  hasTimelineComment: () => false,
};

const emailAddress: FieldTable<CustomerRecord> = {
  emailAddress: (record) => record.email,
  // There is no REDACTED among an address's states.
  marketingState: ({ emailConsent }) => (emailConsent.state === "REDACTED" ? "NOT_SUBSCRIBED" : emailConsent.state),
  marketingOptInLevel: (record) => record.emailConsent.optInLevel,
  marketingUpdatedAt: (record) => record.emailConsent.updatedAt,
  marketingUnsubscribeUrl: (record, _, call) =>
    `https://${call.state.shop.domain}/account/unsubscribe?token=${record.id}`,
  openTrackingLevel: () => "UNKNOWN",
  openTrackingUrl: (record, _, call) => `https://${call.state.shop.domain}/account/open_tracking?token=${record.id}`,
  sourceLocation: () => null,
  validFormat: (record) => record.email !== null && isEmail(record.email),
};

const phoneNumber: FieldTable<CustomerRecord> = {
  phoneNumber: (record) => record.phone,
  marketingState: (record) => record.smsConsent.state,
  marketingOptInLevel: (record) => record.smsConsent.optInLevel,
  marketingUpdatedAt: (record) => record.smsConsent.updatedAt,
  marketingCollectedFrom: (record) => record.smsConsent.collectedFrom,
  smsMarketingConsent: ({ smsConsent }) => ({
    state: smsConsent.state === "NOT_SUBSCRIBED" ? "NEVER_SUBSCRIBED" : smsConsent.state,
    optInLevel: smsConsent.optInLevel,
    updatedAt: smsConsent.updatedAt,
    collectedFrom: smsConsent.collectedFrom,
    sourceLocation: null,
  }),
  sourceLocation: () => null,
};

const mailingAddress: FieldTable<AddressRecord> = {
  id: (record) => `${gid("MailingAddress", record.id)}?model_name=CustomerAddress`,
  name: (record) => [record.firstName, record.lastName].filter(Boolean).join(" ") || null,
  countryCodeV2: (record) => record.countryCode,
  coordinatesValidated: () => false,
  latitude: () => null,
  longitude: () => null,
  timeZone: () => null,
  validationResultSummary: () => null,
  formattedArea: (record) => [record.city, record.provinceCode, record.country].filter(Boolean).join(", ") || null,
  formatted: (record, args) =>
    [
      args.withName ? [record.firstName, record.lastName].filter(Boolean).join(" ") : null,
      args.withCompany === false ? null : record.company,
      record.address1,
      record.address2,
      [record.city, record.provinceCode, record.zip].filter(Boolean).join(" "),
      record.country,
    ].filter((line) => line !== null && line !== ""),
};

export const customerFields: Record<string, FieldTable<never>> = {
  Customer: customer,
  CustomerEmailAddress: emailAddress,
  CustomerPhoneNumber: phoneNumber,
  MailingAddress: mailingAddress,
  ...metafieldFields,
};
