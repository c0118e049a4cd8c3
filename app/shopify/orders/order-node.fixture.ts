import type { OrderLineNode, OrderNode } from "../documents/orders.ts";

export const money = (amount: string) => ({ shopMoney: { amount } });

/** A paid order of one person, with every part that a sync reads; tests change what they are about. */
export function orderNode(more: Partial<OrderNode> = {}): OrderNode {
  return {
    id: "gid://shopify/Order/5001",
    legacyResourceId: "5001",
    name: "#1001",
    createdAt: "2026-03-01T10:00:00Z",
    updatedAt: "2026-03-02T10:00:00Z",
    processedAt: "2026-03-01T10:00:01Z",
    cancelledAt: null,
    cancelReason: null,
    displayFinancialStatus: "PAID",
    displayFulfillmentStatus: "UNFULFILLED",
    edited: false,
    test: false,
    email: "Zoë@Example.com",
    phone: "+4930123456",
    note: "<b>Ring</b> twice\r\n& wait 🌱",
    tags: ["vip", "Wholesale"],
    sourceName: "web",
    attribution: { displayName: "Online Store" },
    cartToken: "cart-token",
    checkoutToken: "checkout-token",
    currencyCode: "EUR",
    presentmentCurrencyCode: "CHF",
    customerLocale: "de-DE",
    customerAcceptsMarketing: true,
    discountCodes: ["TEN", "FREESHIP"],
    paymentGatewayNames: ["shopify_payments", "gift_card"],
    statusPageUrl: "https://shop.example/1/orders/abc/authenticate?key=k",
    currentTotalWeight: "1500",
    currentSubtotalLineItemsQuantity: 3,
    currentTotalPriceSet: money("59.5"),
    currentSubtotalPriceSet: money("45.00"),
    currentTotalDiscountsSet: money("5.0"),
    currentTotalTaxSet: money("9.5"),
    totalShippingPriceSet: money("5.0"),
    totalRefundedSet: money("0.0"),
    customer: { id: "gid://shopify/Customer/77" },
    purchasingEntity: null,
    billingAddress: address({ name: "Zoë Müller", firstName: "Zoë", lastName: "Müller", phone: "+4930999" }),
    shippingAddress: address({ name: "李 小龍", address2: null, province: null, provinceCode: "BE" }),
    shippingLine: { title: "DHL Express" },
    risk: { recommendation: "INVESTIGATE" },
    customerJourneySummary: {
      lastVisit: { landingPage: "https://shop.example/?utm_source=x", referrerUrl: "https://example.org/" },
    },
    fulfillments: [],
    ...more,
  } as OrderNode;
}

export function address(more: Partial<NonNullable<OrderNode["billingAddress"]>> = {}) {
  return {
    name: null,
    firstName: null,
    lastName: null,
    company: null,
    address1: "Hauptstraße 1",
    address2: "2. Stock",
    city: "Berlin",
    province: "Berlin",
    provinceCode: "BE",
    zip: "10115",
    country: "Germany",
    countryCodeV2: "DE",
    phone: null,
    ...more,
  } as NonNullable<OrderNode["billingAddress"]>;
}

export function lineNode(more: Partial<OrderLineNode> = {}): OrderLineNode {
  return {
    id: "gid://shopify/LineItem/9001",
    name: "Bowl - Blue",
    title: "Bowl",
    variantTitle: "Blue",
    sku: "B-1",
    vendor: "Töpferei",
    quantity: 3,
    currentQuantity: 3,
    originalUnitPriceSet: money("16.67"),
    discountAllocations: [{ allocatedAmountSet: money("5.01") }],
    taxLines: [{ priceSet: money("9.5") }],
    product: { id: "gid://shopify/Product/31" },
    variant: { id: "gid://shopify/ProductVariant/41" },
    ...more,
  } as OrderLineNode;
}
