/**
 * What is read of a customer, by every read and write alike, so that a record looks the same whichever way it came. No deprecated
 * field: the e-mail and phone come from `defaultEmailAddress` and `defaultPhoneNumber`, and the phone is the customer's own.
 * Each object below costs one point, 6 a customer with the customer itself.
 */
export const customerFields = `
  id
  legacyResourceId
  createdAt
  updatedAt
  firstName
  lastName
  locale
  note
  tags
  state
  taxExempt
  verifiedEmail
  numberOfOrders
  amountSpent { amount currencyCode }
  defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
  defaultPhoneNumber { phoneNumber smsMarketingConsent { state updatedAt } }
  defaultAddress { id address1 address2 city company country countryCodeV2 province provinceCode zip }
`;
