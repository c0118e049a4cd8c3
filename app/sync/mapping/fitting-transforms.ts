import type { PropertyKind, ShopifyField } from "./check-mapping.ts";
import { parseMetafieldAttribute } from "./effective-definition.ts";

/** Transforms by the ways they can go, the best first. What goes both ways goes each way alone too. */
interface Ways {
  readonly both?: readonly string[];
  readonly toHubspot?: readonly string[];
  readonly toShopify?: readonly string[];
}

/** For each kind of HubSpot property; a kind that is missing does not fit. */
type WaysByKind = Readonly<Partial<Record<PropertyKind, Ways>>>;

const cases = ["upper", "lower", "title_case"];

/** Text in Shopify, kept by `main`: HubSpot's other types arrive as text. */
function textual(main: string, more: readonly string[] = []): WaysByKind {
  return {
    text: { both: [main, ...more] },
    number: { toShopify: ["number"] },
    date: { toShopify: ["date"] },
    datetime: { toShopify: ["datetime"] },
    bool: { toShopify: ["bool"] },
    choice: { both: ["option"] },
    choices: { toShopify: ["options_text"] },
  };
}

/** What goes to HubSpot as text and nowhere else. */
const onlyText = (transform: string): WaysByKind => ({ text: { toHubspot: [transform] } });

const numeric = (transform: string): WaysByKind => ({
  number: { both: [transform] },
  text: { toHubspot: [transform] },
  choice: { toHubspot: ["option"] },
});

const days: WaysByKind = {
  date: { both: ["date"] },
  datetime: { both: ["date_instant"] },
  text: { toHubspot: ["date"] },
};

const instants: WaysByKind = {
  datetime: { both: ["datetime"] },
  date: { both: ["instant_date"] },
  text: { toHubspot: ["datetime", "date"] },
};

const flags: WaysByKind = { bool: { both: ["bool"] }, text: { toHubspot: ["bool"] } };

const measures: WaysByKind = { number: { both: ["measure"] }, text: { both: ["measure_text"] } };

const lists: WaysByKind = {
  text: { both: ["list_text"] },
  choices: { both: ["options"] },
};

const listsOut: WaysByKind = { text: { toHubspot: ["list_text"] }, choices: { toHubspot: ["options"] } };

/** Attributes by our neutral types. */
const ofAttributes: Readonly<Record<string, WaysByKind>> = {
  string: textual("text", cases),
  multiline: textual("multiline"),
  number: numeric("number"),
  money: numeric("number"),
  date: days,
  datetime: instants,
  boolean: flags,
  url: { text: { both: ["text"] } },
  html: { text: { both: ["html"] } },
  tags: { text: { both: ["tags"] }, choices: { both: ["options_text"] } },
  country: { text: { both: ["country"] }, choice: { toHubspot: ["option"] } },
  province: { text: { both: ["province"] } },
  email: { text: { both: ["email"] } },
  phone: { text: { both: ["phone"] } },
};

/** Metafields by Shopify's types (shopify.dev/docs/apps/build/custom-data/metafields/list-of-data-types); not here: only into text. */
const ofMetafields: Readonly<Record<string, WaysByKind>> = {
  single_line_text_field: textual("single_line", cases),
  multi_line_text_field: textual("multiline"),
  rich_text_field: onlyText("rich_text"),
  number_integer: numeric("integer"),
  number_decimal: numeric("number"),
  boolean: flags,
  date: days,
  date_time: instants,
  url: { text: { both: ["single_line"] } },
  color: { text: { both: ["single_line"] }, choice: { both: ["option"] } },
  language: { text: { both: ["single_line"] }, choice: { both: ["option"] } },
  id: { text: { both: ["single_line"] } },
  json: onlyText("json"),
  link: onlyText("json"),
  money: { number: { both: ["money"] }, text: { both: ["money_text"] } },
  rating: { number: { both: ["rating"] }, text: { toHubspot: ["rating"] } },
  dimension: measures,
  weight: measures,
  volume: measures,
  "list.single_line_text_field": lists,
  "list.url": lists,
  "list.color": lists,
};

const anyText = onlyText("multiline");

/** By which transforms a Shopify field goes to each kind of property. Lists of other things and references only go into text. */
export function waysOfType({ name, type }: Pick<ShopifyField, "name" | "type">): WaysByKind {
  if (parseMetafieldAttribute(name) === null)
    return Object.hasOwn(ofAttributes, type) ? (ofAttributes[type] ?? {}) : {};
  if (Object.hasOwn(ofMetafields, type)) return ofMetafields[type] ?? {};
  return type.startsWith("list.") ? listsOut : anyText;
}
