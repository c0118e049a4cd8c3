import type { ShopExtras } from "../shop-folder.ts";
import type { Chance } from "./chance.ts";
import type { SampleCustomer } from "./make-customers.ts";
import type { SampleProduct } from "./make-products.ts";

type CustomData = Pick<ShopExtras, "collections" | "companyRoles" | "metafieldDefinitions" | "metafields">;
type Definition = ShopExtras["metafieldDefinitions"][number];
type Metafield = ShopExtras["metafields"][number];

const COLLECTIONS: readonly (readonly [string, string, (product: SampleProduct) => boolean])[] = [
  ["Shirts & Knitwear", "shirts-knitwear", ({ type }) => type === "Shirts" || type === "Knitwear"],
  ["Accessories", "accessories", ({ type }) => type === "Accessories"],
  ["Winter 2026 ❄️", "winter-2026", ({ tags }) => tags.includes("winter 2026")],
  ["Sale", "sale", ({ tags }) => tags.includes("sale")],
  ["山本工房", "yamamoto", ({ vendor }) => vendor === "山本工房"],
  ["Coming soon", "coming-soon", () => false],
];

const define = (
  owner: Definition["owner"],
  key: string,
  name: string,
  type: string,
  rest: Partial<Pick<Definition, "choices" | "isUnique">> = {},
): Definition => ({ owner, namespace: "custom", key, name, type, isUnique: false, choices: [], ...rest });

const DEFINITIONS = {
  care: define("Product", "care", "Care instructions", "multi_line_text_field"),
  season: define("Product", "season", "Season", "single_line_text_field", { choices: ["Spring", "Summer", "Winter"] }),
  material: define("ProductVariant", "material", "Material", "list.single_line_text_field"),
  birthday: define("Customer", "birthday", "Birthday", "date"),
  tier: define("Customer", "tier", "Loyalty tier", "single_line_text_field", { choices: ["Bronze", "Silver", "Gold"] }),
  erp: define("Company", "erp_number", "ERP number", "id", { isUnique: true }),
  credit: define("Company", "credit_limit", "Credit limit", "money"),
};

/** What a shop adds of its own: collections, metafields with their definitions, and roles at companies. */
export function makeCustomData(
  chance: Chance,
  customers: SampleCustomer[],
  products: SampleProduct[],
  companies: ShopExtras["companies"],
): CustomData {
  return {
    collections: COLLECTIONS.map(([title, handle, isIn]) => ({
      title,
      handle,
      descriptionHtml: `<p>${title}</p>`,
      products: products.filter(isIn).map((product) => product.handle),
    })),
    metafieldDefinitions: Object.values(DEFINITIONS),
    metafields: [
      ...products.flatMap((product) => describeProduct(chance, product)),
      ...customers.flatMap((customer) => describeCustomer(chance, customer)),
      ...companies.flatMap((company, index) => describeCompany(company.name, index)),
    ],
    companyRoles: companies.flatMap(({ name, contacts, locations }) =>
      contacts
        .filter((contact) => !contact.isMain)
        .map((contact, index) => ({
          company: name,
          customerId: contact.customerId,
          location: locations[index % locations.length]?.name ?? name,
          role: "Ordering only",
        })),
    ),
  };
}

const fill = ({ owner, namespace, key, type }: Definition, of: string, value: string): Metafield => ({
  owner,
  of,
  namespace,
  key,
  type,
  value,
});

function describeProduct(chance: Chance, product: SampleProduct): Metafield[] {
  const list: Metafield[] = [];
  if (chance.happens(0.7)) list.push(fill(DEFINITIONS.care, product.handle, "Wash cold.\nDry flat — no tumbling. ♻️"));
  if (chance.happens(0.6))
    list.push(fill(DEFINITIONS.season, product.handle, chance.pick(["Spring", "Summer", "Winter"])));
  // A SKU that several variants share names none of them.
  const sku = product.variants[0]?.sku ?? "";
  const material = JSON.stringify(chance.some(["Wool", "Linen", "Cotton"], chance.between(1, 2)));
  if (sku !== "" && sku !== "DUPLICATE-001") list.push(fill(DEFINITIONS.material, sku, material));
  return list;
}

function describeCustomer(chance: Chance, customer: SampleCustomer): Metafield[] {
  const list: Metafield[] = [];
  const day = `${chance.between(1950, 2007)}-0${chance.between(1, 9)}-${chance.between(10, 28)}`;
  if (chance.happens(0.3)) list.push(fill(DEFINITIONS.birthday, customer.id, day));
  if (chance.happens(0.25))
    list.push(fill(DEFINITIONS.tier, customer.id, chance.weigh({ Bronze: 6, Silver: 3, Gold: 1 })));
  return list;
}

function describeCompany(name: string, index: number): Metafield[] {
  const credit = JSON.stringify({ amount: `${(index + 1) * 500}.00`, currency_code: "USD" });
  return [
    fill(DEFINITIONS.erp, name, `C-${1000 + index}`),
    ...(index % 3 === 0 ? [fill(DEFINITIONS.credit, name, credit)] : []),
  ];
}
