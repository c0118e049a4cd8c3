/**
 * What is read of a product, by every read alike, so that its variants look the same whichever way they came. The range of prices is read
 * for its currency, the shop's. Collections are a connection, and so asked for by each document in its own way.
 */
export const productFields = `
  id
  title
  descriptionHtml
  vendor
  productType
  tags
  handle
  status
  onlineStoreUrl
  createdAt
  publishedAt
  updatedAt
  hasOnlyDefaultVariant
  priceRangeV2 { minVariantPrice { currencyCode } }
  featuredMedia { preview { image { url } } }
`;

/** A variant without its product. Its picture is a connection, for the field `image` is deprecated. */
export const variantFields = `
  id
  title
  sku
  price
  compareAtPrice
  barcode
  position
  inventoryQuantity
  updatedAt
  selectedOptions { name value }
  inventoryItem { unitCost { amount } }
`;

/** What our writes of a product or variant may change, as the answer says it was stored. */
export const storedProduct = "id title descriptionHtml vendor productType tags updatedAt";
export const storedVariant = "id sku price compareAtPrice barcode updatedAt";
