import { expect, test } from "vitest";
import type { PropertyOption } from "../definition.ts";
import type { Value } from "../record.ts";
import type { Mapped, MappingContext } from "./transform.ts";
import { isTransform, transformNamed, transforms } from "./transforms.ts";

const no = (reason: string) => ({ reason });
const invalid = no("invalid_value");
type Expected = Value | { reason: string };

const sizes: readonly PropertyOption[] = [
  { label: "Small size", value: "s" },
  { label: "Large", value: "large_size" },
  { label: "s", value: "odd" },
];
const contextOf = (more: Partial<MappingContext> = {}): MappingContext => ({ shopify: {}, hubspot: {}, ...more });
const show = (result: Mapped): Expected => (result.ok ? result.value : { reason: result.reason });

const price = '{"amount":"12.00","currency_code":"EUR"}';
const dinar = '{"amount":"1.125","currency_code":"KWD"}';
const yen = '{"amount":"1200","currency_code":"JPY"}';
const free = '{"amount":"0.00","currency_code":"EUR"}';
const length = '{"value":25.0,"unit":"cm"}';
const stars = '{"value":"3.5","scale_min":"1.0","scale_max":"5.0"}';
const rich = JSON.stringify({
  type: "root",
  children: [
    { type: "heading", level: 1, children: [{ type: "text", value: "Zoë 🌱" }] },
    {
      type: "paragraph",
      children: [
        { type: "text", value: "Read " },
        { type: "link", url: "https://x.io", children: [{ type: "text", value: "this", bold: true }] },
        { type: "text", value: "\nnow" },
      ],
    },
    {
      type: "list",
      listType: "ordered",
      children: [
        { type: "list-item", children: [{ type: "text", value: "one" }] },
        { type: "list-item", children: [{ type: "text", value: "two" }] },
      ],
    },
    {
      type: "list",
      listType: "unordered",
      children: [{ type: "list-item", children: [{ type: "text", value: "dot" }] }],
    },
  ],
});

// transform · Shopify's value · what HubSpot gets
const toHubspot: readonly [string, string, Expected][] = [
  ["date", "2026-02-28", "2026-02-28"],
  ["date", "2026-02-28T23:59:59-05:00", "2026-03-01"],
  ["date", "2026-02-31", invalid],
  ["date", "soon", invalid],
  ["date_instant", "2026-02-28", "2026-02-28T00:00:00.000Z"],
  ["instant_date", "2026-02-28T23:59:59Z", "2026-02-28"],
  ["datetime", "2026-02-28T10:00:00", "2026-02-28T10:00:00.000Z"],
  ["integer", "007", "7"],
  ["money", price, "12"],
  ["money", dinar, "1.125"],
  ["money", yen, "1200"],
  ["money", free, "0"],
  ["money", "12.00 EUR", "12"],
  ["money", '{"amount":"12345678901234567.89","currency_code":"EUR"}', "12345678901234567.89"],
  ["money", "[]", invalid],
  ["money", "much", invalid],
  ["money_text", price, "12 EUR"],
  ["money_text", dinar, "1.125 KWD"],
  ["measure", length, "25"],
  ["measure", '{"value":0.1,"unit":"kg"}', "0.1"],
  ["measure", '{"value":null,"unit":"kg"}', invalid],
  ["measure_text", length, "25 cm"],
  ["measure_text", '{"value":2,"unit":"FLUID_OUNCES"}', "2 FLUID_OUNCES"],
  ["rating", stars, "3.5"],
  ["rating", "3.5", invalid],
  ["list_text", '["b","a","ü 🌱"]', "b, a, ü 🌱"],
  ["list_text", "[1,2.5,true]", "1, 2.5, true"],
  ["list_text", '[{"value":25.0,"unit":"cm"},{"amount":"3","currency_code":"EUR"},{"a":1}]', '25 cm, 3 EUR, {"a":1}'],
  ["list_text", "a,, b", "a, b"],
  ["option", "LARGE", "large_size"],
  ["option", "large_SIZE", "large_size"],
  ["option", "s", "s"],
  ["option", "Medium", no("option_missing")],
  ["options", '["Large","small size","large_size"]', "large_size;s"],
  ["options", '["Large","Medium"]', no("option_missing")],
  ["options_text", "Large, s", "large_size;s"],
  ["rich_text", rich, "Zoë 🌱\nRead this (https://x.io)\nnow\n1. one\n2. two\n- dot"],
  ["rich_text", '{"type":"root","children":[]}', null],
  ["rich_text", "plain", "plain"],
  ["json", '{ "a": [1, 2],\n "b": null }', '{"a":[1,2],"b":null}'],
  ["json", "{broken", "{broken"],
  ["single_line", " a\r\n b\tc ", "a b\tc"],
  ["upper", "straße é", "STRASSE É"],
  ["lower", "ÄB", "äb"],
  ["title_case", "ANNA-MARIA o'neil (jr.)", "Anna-Maria O'neil (Jr.)"],
  ["fixed: VIP ", "anything", "VIP"],
];

test.each(toHubspot)("%s takes %j to HubSpot", (name, value, expected) => {
  expect(show(transformNamed(name).toHubspot(value, contextOf({ options: sizes })))).toEqual(expected);
});

// transform · HubSpot's value · what Shopify gets · what Shopify has
const toShopify: readonly [string, string, Expected, string?][] = [
  ["date", "1772236800000", "2026-02-28"],
  ["date_instant", "2026-02-28T10:00:00Z", "2026-02-28"],
  ["instant_date", "2026-02-28", "2026-02-28T00:00:00.000Z"],
  ["integer", "12.0", "12"],
  ["integer", "12.5", invalid],
  ["money", "13.50", '{"amount":"13.5","currency_code":"EUR"}', price],
  ["money", "0", '{"amount":"0","currency_code":"JPY"}', yen],
  ["money", "13.5", '{"amount":"13.5","currency_code":"EUR"}', "12.00 EUR"],
  ["money", "13.5", invalid],
  ["money", "13.5", invalid, "12.00"],
  ["money", "much", invalid, price],
  ["money_text", "9.9 usd", '{"amount":"9.9","currency_code":"USD"}', price],
  ["money_text", "9.90", '{"amount":"9.9","currency_code":"EUR"}', price],
  ["money_text", "9.90", invalid],
  ["money_text", "EUR", invalid, price],
  ["measure", "30", '{"value":30,"unit":"cm"}', length],
  ["measure", "123456789012345678.9", '{"value":123456789012345678.9,"unit":"cm"}', length],
  ["measure_text", "2 in", '{"value":2,"unit":"in"}', length],
  ["measure_text", '3"', `{"value":3,"unit":"\\""}`, length],
  ["rating", "5.00", '{"value":"5","scale_min":"1.0","scale_max":"5.0"}', stars],
  ["rating", "5.1", invalid, stars],
  ["rating", "0", invalid, stars],
  ["rating", "4", invalid],
  ["list_text", "b, a", '["b","a"]'],
  ["option", "LARGE_SIZE", "Large"],
  ["option", "retired", "retired"],
  ["options", ";large_size;s", '["Large","Small size"]'],
  ["options_text", "large_size;s;", "Large, Small size"],
  ["single_line", "a\nb", "a b"],
  ["single_line", "x".repeat(300), "x".repeat(300)],
  ["rich_text", "plain", invalid],
  ["json", "{}", invalid],
  ["fixed:VIP", "VIP", invalid],
  ["upper", "Ada", "Ada"],
];

test.each(toShopify)("%s takes %j to Shopify", (name, value, expected, current) => {
  const context = contextOf({ options: sizes, ...(current === undefined ? {} : { current }) });

  expect(show(transformNamed(name).toShopify(value, context))).toEqual(expected);
});

// transform · Shopify's value · HubSpot's value · whether they say the same
const pairs: readonly [string, string, string, boolean][] = [
  ["date", "2026-02-28", "1772236800000", true],
  ["date", "2026-02-28", "2026-03-01", false],
  ["date_instant", "2026-02-28", "2026-02-28T18:00:00Z", true],
  ["instant_date", "2026-02-28T18:00:00Z", "2026-02-28", true],
  ["instant_date", "2026-02-28T18:00:00Z", "2026-02-27", false],
  ["money", price, "12.0", true],
  ["money", price, "12.01", false],
  ["money_text", price, "12.00 eur", true],
  ["money_text", price, "12 USD", false],
  ["measure", length, "25.00", true],
  ["measure_text", length, "25cm", true],
  ["measure_text", length, "25 in", false],
  ["rating", stars, "3.50", true],
  ["rating", stars, "4", false],
  ["list_text", '["a, b","c"]', "a, b, c", true],
  ["list_text", '["a","b"]', "b, a", false],
  ["option", "Large", "large_size", true],
  ["option", "Large", "s", false],
  ["options", '["Large","Small size"]', ";s;large_size", true],
  ["options", '["Large"]', "s;large_size", false],
  ["options_text", "small size, LARGE", "large_size;s", true],
  ["rich_text", rich, "Zoë 🌱\r\nRead this (https://x.io)\nnow\n1. one\n2. two\n- dot\n", true],
  ["json", '{"a": 1}', '{"a":1}', true],
  ["single_line", "a\nb", "a b", true],
  ["upper", "Ada", "ADA", true],
  ["title_case", "ADA", "Ada", true],
  ["fixed:VIP", "x", " VIP ", true],
  ["fixed:VIP", "x", "gone", false],
];

test.each(pairs)("%s holds %j against %j", (name, shopify, hubspot, same) => {
  const transform = transformNamed(name);
  const context = contextOf({ options: sizes });

  const equal = transform.comparable("shopify", shopify, context) === transform.comparable("hubspot", hubspot, context);

  expect(equal).toBe(same);
});

test("what HubSpot got it takes for the same as Shopify's", () => {
  for (const [name, value] of toHubspot) {
    const context = contextOf({ options: sizes });
    const result = transformNamed(name).toHubspot(value, context);
    if (!result.ok || result.value === null) continue;
    expect([name, transformNamed(name).comparable("hubspot", result.value, context)]).toEqual([
      name,
      transformNamed(name).comparable("shopify", value, context),
    ]);
  }
});

test("what Shopify got it takes for the same as HubSpot's", () => {
  for (const [name, value, , current] of toShopify) {
    const context = contextOf({ options: sizes, ...(current === undefined ? {} : { current }) });
    const result = transformNamed(name).toShopify(value, context);
    if (!result.ok || result.value === null) continue;
    expect([name, transformNamed(name).comparable("shopify", result.value, context)]).toEqual([
      name,
      transformNamed(name).comparable("hubspot", value, context),
    ]);
  }
});

test("without known options a value goes as it is", () => {
  expect(show(transformNamed("option").toHubspot(" Medium ", contextOf()))).toBe("Medium");
  expect(show(transformNamed("options").toHubspot('["a","b"]', contextOf()))).toBe("a;b");
});

test("a transform is known by its name, a fixed text by what follows", () => {
  expect(Object.keys(transforms).every(isTransform)).toBe(true);
  expect(["fixed:VIP", "fixed:", "fixed: ", "none", "constructor"].map(isTransform)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(transformNamed("fixed:VIP")).toBe(transformNamed("fixed:VIP"));
  expect(() => transformNamed("fixed:")).toThrow("no transform fixed:");
  expect(() => transformNamed("constructor")).toThrow("no transform constructor");
});
