/** What is read of an order's or a checkout's address: one point. */
export const addressFields =
  "name firstName lastName company address1 address2 city province provinceCode zip country countryCodeV2 phone";
