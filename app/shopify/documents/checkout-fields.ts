import { addressFields } from "./address-fields.ts";

const money = "{ shopMoney { amount } }";

/**
 * What is read of an abandoned checkout, one by one and in bulk alike, its lines apart. It has no e-mail of its own: the customer's is the
 * buyer's. Points: 16.
 */
export const checkoutFields = `
  id
  name
  abandonedCheckoutUrl
  createdAt
  updatedAt
  completedAt
  discountCodes
  note
  taxesIncluded
  totalPriceSet { shopMoney { amount currencyCode } }
  subtotalPriceSet ${money}
  totalDiscountSet ${money}
  totalTaxSet ${money}
  totalDutiesSet ${money}
  customer {
    id
    firstName
    lastName
    defaultEmailAddress { emailAddress marketingState }
    defaultPhoneNumber { phoneNumber }
  }
  billingAddress { ${addressFields} }
  shippingAddress { ${addressFields} }
`;

/** What is read of a checkout's line. Points: 7. */
export const checkoutLineFields = `
  id
  title
  variantTitle
  sku
  quantity
  originalUnitPriceSet ${money}
  discountedTotalPriceWithCodeDiscount ${money}
  product { id vendor }
  variant { id }
`;
