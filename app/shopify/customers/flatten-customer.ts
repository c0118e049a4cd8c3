import type { SideRecord, Value, Values } from "#app/sync/record.ts";
import type { CustomerNode } from "../documents/customer-batches.ts";
import { adminUrl, instant, tags, text } from "../flatten-values.ts";

/**
 * A customer as named texts, the form the core compares. Blank text is null; the phone is the customer's own, never the address's; tags
 * are sorted and joined by ", ". Consents in lower case; those of an address or number that is missing are null.
 */
export function flattenCustomer(shop: string, node: CustomerNode): SideRecord {
  const id = node.legacyResourceId;
  const email = node.defaultEmailAddress;
  const sms = node.defaultPhoneNumber?.smsMarketingConsent;
  const values: Values = {
    email: text(email?.emailAddress),
    firstName: text(node.firstName),
    lastName: text(node.lastName),
    phone: text(node.defaultPhoneNumber?.phoneNumber),
    ...flattenAddress(node.defaultAddress),
    tags: tags(node.tags),
    note: text(node.note),
    taxExempt: String(node.taxExempt),
    verifiedEmail: String(node.verifiedEmail),
    state: node.state.toLowerCase(),
    locale: text(node.locale),
    ordersCount: String(node.numberOfOrders),
    totalSpent: text(node.amountSpent.amount),
    currency: text(node.amountSpent.currencyCode),
    createdAt: instant(node.createdAt),
    emailConsent: text(email?.marketingState.toLowerCase()),
    emailConsentAt: instant(email?.marketingUpdatedAt),
    smsConsent: smsState(sms?.state),
    smsConsentAt: instant(sms?.updatedAt),
    customerId: id,
    customerUrl: adminUrl(shop, `customers/${id}`),
    shop,
  };
  return { side: "shopify", id, modifiedAt: instant(node.updatedAt) ?? node.updatedAt, values };
}

/** The attributes of a default address; all null without one. */
export function flattenAddress(address: CustomerNode["defaultAddress"] | undefined): Values {
  return {
    address1: text(address?.address1),
    address2: text(address?.address2),
    city: text(address?.city),
    company: text(address?.company),
    provinceCode: text(address?.provinceCode),
    province: text(address?.province),
    zip: text(address?.zip),
    countryCode: text(address?.countryCodeV2),
    country: text(address?.country),
  };
}

/** For text messages Shopify says "never", for e-mail "not": one word for both. */
function smsState(state: string | undefined): Value {
  return state === "NEVER_SUBSCRIBED" ? "not_subscribed" : text(state?.toLowerCase());
}
