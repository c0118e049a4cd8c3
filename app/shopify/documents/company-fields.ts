/** Where a company's domain is kept: Shopify has no such field, and `custom` is where merchants make metafields of their own. */
const domainMetafield = { namespace: "custom", key: "domain" } as const;

const addressFields =
  "id address1 address2 city country countryCode province zoneCode zip firstName lastName recipient phone";

/** A company without its contacts and locations, which are connections and asked for by each document in its own way. */
export const companyFields = `
  id
  name
  note
  externalId
  createdAt
  updatedAt
  customerSince
  ordersCount { count }
  totalSpent { amount currencyCode }
  locationsCount { count }
  mainContact { id customer { id displayName } }
  domain: metafield(namespace: "${domainMetafield.namespace}", key: "${domainMetafield.key}") { value }
`;

export const locationFields = `
  id
  name
  note
  externalId
  phone
  createdAt
  updatedAt
  ordersCount { count }
  totalSpent { amount currencyCode }
  billingAddress { ${addressFields} }
  shippingAddress { ${addressFields} }
`;

export const contactFields = "id isMainContact customer { id }";
export const assignmentFields = "id role { id name }";
export const companyAddressFields = addressFields;
