import type { Value } from "../../record.ts";
import { canonicalDecimal } from "../decimal.ts";
import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { readJsonObject } from "./read-json.ts";

/** A number with its unit or currency. */
interface Quantity {
  readonly number: string;
  readonly unit: string;
}

/** How Shopify writes quantities of a kind in its JSON. */
interface Form {
  readonly number: string;
  readonly unit: string;
  /** whether the JSON holds the number as text */
  readonly isText: boolean;
}

const moneyForm: Form = { number: "amount", unit: "currency_code", isText: true };
const measureForm: Form = { number: "value", unit: "unit", isText: false };

/** Shopify's JSON, or a number with its unit behind it ("12.00 EUR"); the unit is "" where there is none. */
function read(form: Form, value: Value | undefined): Quantity | undefined {
  if (!value) return undefined;
  const members = readJsonObject(value);
  if (members) {
    // Out of the text itself: parsed as a number, a long one would lose digits.
    const digits = new RegExp(`"${form.number}"\\s*:\\s*"?([-+.\\de]+)`, "i").exec(value)?.[1];
    const number = canonicalDecimal(digits ?? "");
    const unit = members[form.unit];
    return number === undefined || typeof unit !== "string" ? undefined : { number, unit };
  }
  const [, digits = "", unit = ""] = /^\s*(\S+?)\s*(\p{L}.*|"|')?\s*$/u.exec(value) ?? [];
  const number = canonicalDecimal(digits);
  return number === undefined ? undefined : { number, unit: unit.trim() };
}

function write(form: Form, { number, unit }: Quantity): string {
  // The number goes in as it is: through a float a long one would lose digits.
  const digits = form.isText ? JSON.stringify(number) : number;
  return `{${JSON.stringify(form.number)}:${digits},${JSON.stringify(form.unit)}:${JSON.stringify(unit)}}`;
}

const show = ({ number, unit }: Quantity): string => `${number} ${unit}`.trim();
const invalid = { ok: false, reason: "invalid_value" } as const;

/** The number alone. HubSpot's goes back with the unit that Shopify has; without one nobody knows what it counts. */
function asNumber(form: Form): Transform {
  return {
    toHubspot: (value) => {
      const quantity = read(form, value);
      return quantity ? mapped(quantity.number) : invalid;
    },
    toShopify: (value, { current }) => {
      const number = canonicalDecimal(value);
      const unit = read(form, current)?.unit;
      return number === undefined || !unit ? invalid : mapped(write(form, { number, unit }));
    },
    comparable: (side, value) =>
      (side === "shopify" ? read(form, value)?.number : canonicalDecimal(value)) ?? value.trim(),
  };
}

/** Number and unit as text: "12.5 EUR". Text without a unit takes the one that Shopify has. */
function asText(form: Form): Transform {
  return {
    toHubspot: (value) => {
      const quantity = read(form, value);
      return quantity ? mapped(show(quantity)) : invalid;
    },
    toShopify: (value, { current }) => {
      const quantity = read(form, value);
      const unit = quantity?.unit || read(form, current)?.unit;
      return quantity && unit
        ? mapped(write(form, { ...quantity, unit: isMoney(form) ? unit.toUpperCase() : unit }))
        : invalid;
    },
    comparable: (_side, value, { current }) => {
      const quantity = read(form, value);
      const unit = quantity?.unit || read(form, current)?.unit || "";
      return quantity ? show({ ...quantity, unit }).toLowerCase() : value.trim();
    },
  };
}

const isMoney = (form: Form): boolean => form === moneyForm;

/** A money metafield and a number. */
export const money: Transform = asNumber(moneyForm);

/** A money metafield and text that names the currency. */
export const moneyText: Transform = asText(moneyForm);

/** A metafield of a dimension, weight or volume, and a number. */
export const measure: Transform = asNumber(measureForm);

/** A metafield of a dimension, weight or volume, and text that names the unit. */
export const measureText: Transform = asText(measureForm);
