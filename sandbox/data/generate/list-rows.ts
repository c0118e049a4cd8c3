import type { ShopExtras } from "../shop-folder.ts";
import type { SampleCustomer } from "./make-customers.ts";
import type { SampleOrder } from "./make-orders.ts";
import type { SampleProduct } from "./make-products.ts";

type CsvLine = Record<string, string>;

const isSpent = (order: SampleOrder): boolean => order.paidAtMs !== null && order.cancelledAtMs === null;
const yes = (is: boolean): string => (is ? "yes" : "no");
const decimal = (minor: number): string => (minor / 100).toFixed(2);

export function listCustomerRows(customers: SampleCustomer[], orders: SampleOrder[], extras: ShopExtras): CsvLine[] {
  const marketing = new Map(extras.customers.map((entry) => [entry.id, entry]));
  return customers.map((customer) => {
    const own = orders.filter((order) => order.customer === customer);
    const ownUsd = own.filter((order) => order.currency === "USD");
    const spentMinor = ownUsd.reduce(
      (sum, order) => sum + (isSpent(order) ? order.totalMinor - order.refundedMinor : 0),
      0,
    );
    const { emailConsent, smsConsent } = marketing.get(customer.id) ?? {};
    return {
      "Customer ID": `'${customer.id}`,
      "First Name": customer.firstName,
      "Last Name": customer.lastName,
      Email: customer.email,
      "Accepts Email Marketing": yes(emailConsent?.state === "SUBSCRIBED"),
      ...(customer.hasAddress && listAddressCells(customer)),
      Phone: customer.phone,
      "Accepts SMS Marketing": yes(smsConsent?.state === "SUBSCRIBED"),
      "Total Spent": decimal(spentMinor),
      "Total Orders": String(own.length),
      Note: customer.note,
      "Tax Exempt": yes(customer.taxExempt),
      Tags: customer.tags.join(", "),
    };
  });
}

function listAddressCells(customer: SampleCustomer): CsvLine {
  return {
    "Default Address Company": customer.company,
    "Default Address Address1": customer.address1,
    "Default Address Address2": customer.address2,
    "Default Address City": customer.city,
    "Default Address Province Code": customer.provinceCode,
    "Default Address Country Code": customer.place.country,
    "Default Address Zip": customer.zip,
    "Default Address Phone": customer.addressPhone === "" ? "" : `'${customer.addressPhone}`,
  };
}

export function listProductRows(products: SampleProduct[]): CsvLine[] {
  return products.flatMap((product) => {
    const rows = product.variants.map(
      (variant, nth): CsvLine => ({
        Handle: product.handle,
        ...(nth === 0 && listProductCells(product)),
        ...Object.fromEntries(variant.options.map((option, place) => [`Option${place + 1} Value`, option])),
        "Variant SKU": variant.sku,
        "Variant Grams": String(variant.grams),
        "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": String(variant.quantity),
        "Variant Inventory Policy": "deny",
        "Variant Fulfillment Service": "manual",
        "Variant Price": decimal(variant.priceMinor),
        "Variant Compare At Price": variant.compareAtMinor === null ? "" : decimal(variant.compareAtMinor),
        "Variant Requires Shipping": String(!product.isGiftCard),
        "Variant Taxable": String(!product.isGiftCard),
        "Variant Barcode": variant.barcode,
        "Variant Weight Unit": "kg",
      }),
    );
    // Images stand beside the variants, on rows of their own once those have run out.
    for (let nth = 0; nth < product.images; nth++) {
      const row = rows[nth] ?? { Handle: product.handle };
      row["Image Src"] = `https://cdn.example.com/${product.handle}-${nth + 1}.jpg`;
      row["Image Position"] = String(nth + 1);
      row["Image Alt Text"] = nth === 0 ? product.title : "";
      rows[nth] = row;
    }
    return rows;
  });
}

function listProductCells(product: SampleProduct): CsvLine {
  return {
    Title: product.title,
    "Body (HTML)": product.body,
    Vendor: product.vendor,
    Type: product.type,
    Tags: product.tags.join(", "),
    Published: String(product.status === "active"),
    ...Object.fromEntries(product.optionNames.map((name, place) => [`Option${place + 1} Name`, name])),
    "Gift Card": String(product.isGiftCard),
    "SEO Title": "",
    Status: product.status,
  };
}

/** Newest first, as the admin exports them. */
export function listOrderRows(orders: SampleOrder[], extras: ShopExtras): CsvLine[] {
  const subscribed = new Set(
    extras.customers.filter((entry) => entry.emailConsent?.state === "SUBSCRIBED").map((entry) => entry.id),
  );
  return orders.toReversed().flatMap((order) =>
    order.lines.map(
      (line, nth): CsvLine => ({
        Name: order.name,
        Email: order.email,
        ...(nth === 0 && listOrderCells(order, subscribed.has(order.customer?.id ?? ""))),
        "Created at": time(order.createdAtMs),
        "Lineitem quantity": String(line.quantity),
        "Lineitem name": nameLine(line.product, line.variant.options),
        "Lineitem price": decimal(line.variant.priceMinor),
        "Lineitem sku": line.variant.sku,
        "Lineitem requires shipping": String(!line.product.isGiftCard),
        "Lineitem taxable": String(!line.product.isGiftCard),
        "Lineitem fulfillment status": order.fulfillmentStatus === "fulfilled" ? "fulfilled" : "pending",
        Vendor: line.product.vendor,
        "Lineitem discount": decimal(line.discountMinor),
      }),
    ),
  );
}

function listOrderCells(order: SampleOrder, acceptsMarketing: boolean): CsvLine {
  return {
    "Financial Status": order.financialStatus,
    "Paid at": time(order.paidAtMs),
    "Fulfillment Status": order.fulfillmentStatus,
    "Fulfilled at": time(order.fulfilledAtMs),
    "Accepts Marketing": yes(acceptsMarketing),
    Currency: order.currency,
    Subtotal: decimal(order.subtotalMinor),
    Shipping: decimal(order.shippingMinor),
    Taxes: decimal(order.taxMinor),
    Total: decimal(order.totalMinor),
    "Discount Code": order.discountCode,
    "Discount Amount": decimal(order.discountMinor),
    "Shipping Method": order.shippingMinor === 0 ? "Free shipping" : "Standard",
    ...listBuyerCells(order),
    Notes: order.note,
    "Cancelled at": time(order.cancelledAtMs),
    "Payment Method": "Shopify Payments",
    "Refunded Amount": decimal(order.refundedMinor),
    "Outstanding Balance": decimal(order.paidAtMs === null ? order.totalMinor : 0),
    Id: order.id,
    Tags: order.tags.join(", "),
    "Risk Level": "Low",
    Source: order.source,
    "Tax 1 Name": order.taxMinor > 0 ? "Sales tax 8.875%" : "",
    "Tax 1 Value": order.taxMinor > 0 ? decimal(order.taxMinor) : "",
    Phone: order.phone,
  };
}

function listBuyerCells(order: SampleOrder): CsvLine {
  const { customer } = order;
  if (customer === null || !customer.hasAddress) return { "Billing Name": order.buyer };
  const cells = (kind: string): CsvLine => ({
    [`${kind} Name`]: order.buyer,
    [`${kind} Street`]: `${customer.address1}${customer.address2 === "" ? "" : `, ${customer.address2}`}`,
    [`${kind} Address1`]: customer.address1,
    [`${kind} Address2`]: customer.address2,
    [`${kind} Company`]: customer.company,
    [`${kind} City`]: customer.city,
    [`${kind} Zip`]: `'${customer.zip}`,
    [`${kind} Province`]: customer.provinceCode,
    [`${kind} Country`]: customer.place.country,
  });
  return { ...cells("Billing"), ...cells("Shipping") };
}

function nameLine(product: SampleProduct, options: string[]): string {
  return options[0] === "Default Title" ? product.title : `${product.title} - ${options.join(" / ")}`;
}

/** `2026-11-15 04:30:00 +0000`: the export's form, here always in UTC. */
function time(ms: number | null): string {
  return ms === null ? "" : `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} +0000`;
}
