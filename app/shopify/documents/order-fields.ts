import { addressFields } from "./address-fields.ts";

/** The shop's currency; what the buyer paid in is told apart by `presentmentCurrencyCode`. */
const money = "{ shopMoney { amount } }";

/**
 * What is read of an order, one by one and in bulk alike, its lines apart. Fulfillments are a list, not a connection, so a bulk operation
 * takes them in. Points, by object and list: 26.
 */
export const orderFields = `
  id
  legacyResourceId
  name
  createdAt
  updatedAt
  processedAt
  cancelledAt
  cancelReason
  displayFinancialStatus
  displayFulfillmentStatus
  edited
  test
  email
  phone
  note
  tags
  sourceName
  attribution { displayName }
  cartToken
  checkoutToken
  currencyCode
  presentmentCurrencyCode
  customerLocale
  customerAcceptsMarketing
  discountCodes
  paymentGatewayNames
  statusPageUrl
  currentTotalWeight
  currentSubtotalLineItemsQuantity
  currentTotalPriceSet ${money}
  currentSubtotalPriceSet ${money}
  currentTotalDiscountsSet ${money}
  currentTotalTaxSet ${money}
  totalShippingPriceSet ${money}
  totalRefundedSet ${money}
  customer { id }
  purchasingEntity { ... on PurchasingCompany { company { id } location { id } } }
  billingAddress { ${addressFields} }
  shippingAddress { ${addressFields} }
  shippingLine { title }
  risk { recommendation }
  customerJourneySummary { lastVisit { landingPage referrerUrl } }
  fulfillments { status displayStatus trackingInfo { number url } }
`;

/** What is read of an order's line. Points: 11. */
export const orderLineFields = `
  id
  name
  title
  variantTitle
  sku
  vendor
  quantity
  currentQuantity
  originalUnitPriceSet ${money}
  discountAllocations { allocatedAmountSet ${money} }
  taxLines { priceSet ${money} }
  product { id }
  variant { id }
`;
