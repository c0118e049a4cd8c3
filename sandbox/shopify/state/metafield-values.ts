/** Types of metafields, alone or in a list: https://shopify.dev/docs/apps/build/metafields/list-of-data-types. */
export const METAFIELD_TYPES =
  /^((list\.)?(color|date|date_time|dimension|id|link|number_decimal|number_integer|rating|single_line_text_field|url|volume|weight|(collection|company|customer|file|metaobject|mixed|order|page|product|product_taxonomy_value|variant|article)_reference)|boolean|json|money|multi_line_text_field|rich_text_field)$/;

/** A measure as Shopify takes it, by the type's name. */
const UNITS: Record<string, RegExp> = {
  dimension: /^(mm|cm|m|in|ft|yd|millimeters|centimeters|meters|inches|feet|yards)$/i,
  volume:
    /^(ml|cl|l|m3|us_fl_oz|us_pt|us_qt|us_gal|imp_fl_oz|imp_pt|imp_qt|imp_gal|milliliters|centiliters|liters|cubic_meters|fluid_ounces|pints|quarts|gallons|imperial_fluid_ounces|imperial_pints|imperial_quarts|imperial_gallons)$/i,
  weight: /^(g|kg|oz|lb|grams|kilograms|ounces|pounds)$/i,
};
const REFERENCES: Record<string, RegExp> = {
  variant: /^gid:\/\/shopify\/ProductVariant\/\d+$/,
  file: /^gid:\/\/shopify\/(MediaImage|GenericFile|Video|Model3d)\/\d+$/,
  mixed: /^gid:\/\/shopify\/Metaobject\/\d+$/,
  product_taxonomy_value: /^gid:\/\/shopify\/TaxonomyValue\/\d+$/,
};
const MAX_LIST = 128;
const MAX_TEXT = 65_536;
const MAX_INTEGER = 9_007_199_254_740_991;

/** Shopify's words for a value that its type does not take; null for a good one. Existence of what is referred to is not asked for. */
export function checkMetafieldValue(type: string, value: string): string | null {
  if (type.startsWith("list.")) return checkList(type.slice(5), value);
  if (Buffer.byteLength(value) > MAX_TEXT) return "Value can't exceed 65536 bytes.";
  const reference = /^(.+)_reference$/.exec(type)?.[1];
  if (reference) return checkReference(reference, value);
  const check = CHECKS[type];
  return check ? check(value) : null;
}

const matches = (pattern: RegExp, message: string) => (value: string) => (pattern.test(value) ? null : message);

const CHECKS: Record<string, (value: string) => string | null> = {
  single_line_text_field: (value) => (/[\r\n]/.test(value) ? "Value must be a single line text string." : null),
  id: (value) => (/[\r\n]/.test(value) ? "Value must be a single line text string." : null),
  boolean: matches(/^(true|false)$/, "Value must be true or false."),
  number_integer: (value) => {
    if (!/^-?\d+$/.test(value)) return "Value must be an integer.";
    return Math.abs(Number(value)) > MAX_INTEGER ? `Value has a maximum of ${MAX_INTEGER}.` : null;
  },
  number_decimal: matches(/^-?\d{1,13}(\.\d{1,9})?$/, "Value must be a decimal."),
  date: (value) => (isDate(value) ? null : "Value must be in “YYYY-MM-DD” format. For example: 2022-06-01"),
  date_time: (value) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(value) && !Number.isNaN(Date.parse(value))
      ? null
      : "Value must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00",
  url: (value) =>
    /^(https?|mailto|sms|tel):/i.test(value) && URL.canParse(value)
      ? null
      : "Value must be one of the following URL schemes: http, https, mailto, sms, tel.",
  color: matches(/^#[0-9a-f]{6}$/i, "Value must be in hex code format (Ex. #FFFFFF)."),
  json: (value) => (parse(value) === undefined ? "Value is invalid JSON." : null),
  rich_text_field: (value) =>
    isRecord(parse(value)) ? null : "Value is invalid JSON: it must be a rich text object with a root.",
  link: (value) => {
    const link = parse(value);
    return isRecord(link) && typeof link.text === "string" && typeof link.url === "string"
      ? null
      : "Value must be a stringified JSON object with text and url fields.";
  },
  money: (value) => {
    const money = parse(value);
    const isMoney =
      isRecord(money) && /^-?\d+(\.\d+)?$/.test(String(money.amount)) && /^[A-Z]{3}$/.test(String(money.currency_code));
    return isMoney ? null : "Value must be a stringified JSON object with amount and currency_code fields.";
  },
  rating: (value) => {
    const rating = parse(value);
    if (!isRecord(rating) || [rating.value, rating.scale_min, rating.scale_max].some((one) => one === undefined))
      return "Value must be a stringified JSON object with value, scale_min and scale_max fields.";
    const [number, low, high] = [rating.value, rating.scale_min, rating.scale_max].map(Number);
    const isInside = number !== undefined && low !== undefined && high !== undefined && number >= low && number <= high;
    return isInside ? null : "Value must be within the scale's range.";
  },
  dimension: (value) => checkMeasure("dimension", value),
  volume: (value) => checkMeasure("volume", value),
  weight: (value) => checkMeasure("weight", value),
};

function checkMeasure(type: string, value: string): string | null {
  const measure = parse(value);
  const isMeasure =
    isRecord(measure) && Number.isFinite(Number(measure.value)) && UNITS[type]?.test(String(measure.unit)) === true;
  return isMeasure ? null : `Value must be a stringified JSON object with a value and a valid ${type} unit.`;
}

function checkReference(kind: string, value: string): string | null {
  const name = kind.charAt(0).toUpperCase() + kind.slice(1);
  const pattern = REFERENCES[kind] ?? new RegExp(`^gid://shopify/${name}/\\d+$`);
  return pattern.test(value) ? null : `Value require that you select a ${kind.replaceAll("_", " ")}.`;
}

function checkList(type: string, value: string): string | null {
  const list = parse(value);
  if (!Array.isArray(list)) return "Value must be an array.";
  if (list.length > MAX_LIST) return `Value can't have more than ${MAX_LIST} elements.`;
  for (const item of list) {
    const text = typeof item === "string" ? item : JSON.stringify(item);
    const isText = /text|date|url|color|reference|^id$/.test(type);
    const problem = isText && typeof item !== "string" ? "Value must be a string." : checkMetafieldValue(type, text);
    if (problem) return problem;
  }
  return null;
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // Not JSON is an answer here, told apart from the JSON value null.
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Shopify's words for a value that breaks a rule of its definition; null when it keeps them all. */
export function checkValidations(
  type: string,
  value: string,
  validations: { name: string; value: string | null }[],
): string | null {
  const items = type.startsWith("list.") ? (parse(value) as unknown[]).map(String) : [value];
  for (const { name, value: rule } of validations) {
    if (rule === null) continue;
    for (const item of items) {
      const problem = breaks(type.replace(/^list\./, ""), item, name, rule);
      if (problem) return problem;
    }
  }
  return null;
}

function breaks(type: string, value: string, name: string, rule: string): string | null {
  if (name === "choices")
    return (JSON.parse(rule) as string[]).includes(value)
      ? null
      : `Value does not exist in provided choices: ${rule.replaceAll('","', '", "')}.`;
  if (name === "regex") return new RegExp(rule).test(value) ? null : "Value does not match the validation regex.";
  if (name !== "min" && name !== "max") return null;
  const isText = type.includes("text");
  const [have, limit] =
    isText || type.startsWith("number") ? [isText ? value.length : Number(value), Number(rule)] : [value, rule];
  if (name === "min" && have < limit)
    return isText ? `Value has a minimum length of ${rule}.` : `Value has a minimum of ${rule}.`;
  if (name === "max" && have > limit)
    return isText ? `Value has a maximum length of ${rule}.` : `Value has a maximum of ${rule}.`;
  return null;
}
