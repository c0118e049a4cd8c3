import type { CustomerState, EmailConsent, EmailState, SmsConsent, SmsState } from "#sandbox/shopify/state/records.ts";
import type { FolderAddress, ShopExtras } from "../shop-folder.ts";
import type { Chance } from "./chance.ts";
import type { SampleCustomer } from "./make-customers.ts";
import { EXPORTED_AT_MS } from "./make-customers.ts";
import type { SampleProduct } from "./make-products.ts";

const COMPANY_NAMES = [
  "Acme & Sons Ltd.",
  "Blue Bottle GmbH",
  'Café "Central"',
  "Dockside Outfitters",
  "Elm Street Grocers",
  "Fjord & Fell AB",
  "O'Reilly Supplies",
  "株式会社サンプル",
  "Quarter Moon Hotels",
  "Riverside School District",
  "Studio Øst",
  "The Very Long Name Trading Company of Northern Something (Holdings) International Limited",
];
const CHECKOUT_COUNT = 45;
const DAY_MS = 86_400_000;
const SECOND_MS = 1000;

/** The part of the sample shop that no CSV format holds. Ends with the consent of every customer. */
export function makeExtras(
  chance: Chance,
  customers: SampleCustomer[],
  products: SampleProduct[],
): Omit<ShopExtras, "orders" | "placements"> {
  return {
    customers: customers.map((customer, index) => makeMarketing(chance, customer, index)),
    companies: COMPANY_NAMES.map((name, index) => makeCompany(chance, customers, name, index)),
    checkouts: Array.from({ length: CHECKOUT_COUNT }, (_, index) => makeCheckout(chance, customers, products, index)),
  };
}

function makeMarketing(chance: Chance, customer: SampleCustomer, index: number): ShopExtras["customers"][number] {
  const emailConsent = customer.email.trim() === "" ? null : makeEmailConsent(chance, customer, index);
  const smsConsent = customer.phone.trim() === "" ? null : makeSmsConsent(chance, customer);
  return {
    id: customer.id,
    createdAt: instant(customer.createdAtMs),
    locale: customer.place.locale,
    verifiedEmail: emailConsent !== null && emailConsent.state !== "INVALID" && chance.happens(0.9),
    state: chance.weigh<CustomerState>({ DISABLED: 60, ENABLED: 30, INVITED: 8, DECLINED: 2 }),
    ...(emailConsent && { emailConsent }),
    ...(smsConsent && { smsConsent }),
  };
}

function makeEmailConsent(chance: Chance, customer: SampleCustomer, index: number): EmailConsent {
  const rare: Record<number, EmailState> = { 40: "REDACTED", 140: "INVALID", 240: "INVALID", 340: "REDACTED" };
  const state =
    rare[index] ??
    chance.weigh<EmailState>({
      SUBSCRIBED: 48,
      NOT_SUBSCRIBED: 32,
      UNSUBSCRIBED: 12,
      PENDING: 6,
      INVALID: 1,
      REDACTED: 0,
    });
  if (state === "NOT_SUBSCRIBED") return { state, optInLevel: "SINGLE_OPT_IN", updatedAt: null };
  const optInLevel =
    state === "PENDING" ? "CONFIRMED_OPT_IN" : chance.weigh({ SINGLE_OPT_IN: 60, CONFIRMED_OPT_IN: 30, UNKNOWN: 10 });
  return { state, optInLevel, updatedAt: after(chance, customer) };
}

function makeSmsConsent(chance: Chance, customer: SampleCustomer): SmsConsent {
  const state = chance.weigh<SmsState>({
    NOT_SUBSCRIBED: 60,
    SUBSCRIBED: 25,
    UNSUBSCRIBED: 10,
    PENDING: 5,
    REDACTED: 0,
  });
  if (state === "NOT_SUBSCRIBED")
    return { state, optInLevel: "SINGLE_OPT_IN", updatedAt: null, collectedFrom: "OTHER" };
  return {
    state,
    optInLevel: "SINGLE_OPT_IN",
    updatedAt: after(chance, customer),
    collectedFrom: chance.pick(["SHOPIFY", "OTHER"]),
  };
}

function makeCompany(
  chance: Chance,
  customers: SampleCustomer[],
  name: string,
  index: number,
): ShopExtras["companies"][number] {
  const staff = chance.some(
    customers.filter((customer) => customer.email !== "" && customer.lastName !== ""),
    1 + (index % 3),
  );
  const firstMs = Math.max(...staff.map((customer) => customer.createdAtMs));
  return {
    name,
    externalId: index % 4 === 1 ? null : `ERP-${1000 + index}`,
    note: index % 5 === 2 ? "Pays within 30 days. 🤝" : "",
    createdAt: instant(Math.min(firstMs + DAY_MS, EXPORTED_AT_MS)),
    locations: Array.from({ length: 1 + (index % 3) }, (_, nth) => makeLocation(chance, name, index, nth)),
    contacts: staff.map((customer, nth) => ({
      customerId: customer.id,
      title: chance.pick(["Buyer", "Owner", "", "Head of Purchasing"]),
      isMain: nth === 0,
    })),
  };
}

function makeLocation(
  chance: Chance,
  name: string,
  index: number,
  nth: number,
): FolderAddress & { externalId: string | null } {
  return {
    name: nth === 0 ? name : `${name} – branch ${nth + 1}`,
    company: name,
    address1: `${chance.between(1, 400)} Market Street`,
    address2: nth === 0 ? "" : "Loading dock",
    city: "Portland",
    provinceCode: "OR",
    countryCode: "US",
    zip: "97201",
    phone: nth === 0 && index % 2 === 0 ? `+1503555018${index % 10}` : "",
    externalId: nth === 0 ? null : `LOC-${index}-${nth}`,
  };
}

function makeCheckout(
  chance: Chance,
  customers: SampleCustomer[],
  products: SampleProduct[],
  index: number,
): ShopExtras["checkouts"][number] {
  const customer = index % 4 === 3 ? null : chance.pick(customers.filter((candidate) => candidate.email !== ""));
  const createdAtMs = EXPORTED_AT_MS - chance.between(1, 60 * 24) * (DAY_MS / 24);
  return {
    token: Array.from({ length: 32 }, () => chance.below(16).toString(16)).join(""),
    customerId: customer?.id ?? null,
    email: customer?.email.trim() ?? (index % 8 === 3 ? null : `cart${index}@example.net`),
    createdAt: instant(createdAtMs),
    completedAt: index % 5 === 0 ? instant(Math.min(createdAtMs + DAY_MS, EXPORTED_AT_MS)) : null,
    currency: index % 15 === 7 ? "EUR" : "USD",
    lineItems: chance.some(products, chance.between(1, 3)).map((product) => {
      const variant = chance.pick(product.variants);
      const price = (variant.priceMinor / 100).toFixed(2);
      return { sku: variant.sku || null, name: product.title, quantity: chance.between(1, 3), price };
    }),
  };
}

function after(chance: Chance, customer: SampleCustomer): string {
  return instant(Math.min(customer.createdAtMs + chance.below(90) * DAY_MS, EXPORTED_AT_MS));
}

/** Whole seconds, as Shopify writes its instants. */
function instant(ms: number): string {
  return `${new Date(Math.floor(ms / SECOND_MS) * SECOND_MS).toISOString().slice(0, 19)}Z`;
}
