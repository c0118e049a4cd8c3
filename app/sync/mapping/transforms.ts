import type { Transform } from "./transform.ts";
import { bool } from "./transforms/bool.ts";
import { country } from "./transforms/country.ts";
import { date, dateInstant, instantDate } from "./transforms/date.ts";
import { datetime } from "./transforms/datetime.ts";
import { domain } from "./transforms/domain.ts";
import { email } from "./transforms/email.ts";
import { fixedText } from "./transforms/fixed-text.ts";
import { html } from "./transforms/html.ts";
import { integer } from "./transforms/integer.ts";
import { json } from "./transforms/json.ts";
import { lower, titleCase, upper } from "./transforms/letter-case.ts";
import { listText } from "./transforms/list.ts";
import { multiline } from "./transforms/multiline.ts";
import { number } from "./transforms/number.ts";
import { option, options, optionsText } from "./transforms/option.ts";
import { phone } from "./transforms/phone.ts";
import { province } from "./transforms/province.ts";
import { measure, measureText, money, moneyText } from "./transforms/quantity.ts";
import { rating } from "./transforms/rating.ts";
import { richText } from "./transforms/rich-text.ts";
import { singleLine } from "./transforms/single-line.ts";
import { storeKey } from "./transforms/store-key.ts";
import { tags } from "./transforms/tags.ts";
import { text } from "./transforms/text.ts";

/** Every transform by the name that definitions and stored field mappings use. */
export const transforms: Readonly<Record<string, Transform>> = {
  bool,
  country,
  date,
  date_instant: dateInstant,
  datetime,
  domain,
  email,
  html,
  instant_date: instantDate,
  integer,
  json,
  list_text: listText,
  lower,
  measure,
  measure_text: measureText,
  money,
  money_text: moneyText,
  multiline,
  number,
  option,
  options,
  options_text: optionsText,
  phone,
  province,
  rating,
  rich_text: richText,
  single_line: singleLine,
  store_key: storeKey,
  tags,
  text,
  title_case: titleCase,
  upper,
};

/** Of a transform with a text of its own: `fixed:VIP`. */
const FIXED = "fixed:";
const fixed = new Map<string, Transform>();

/** @throws Error for a name that no transform has: a mistake in a definition. */
export function transformNamed(name: string): Transform {
  const found = Object.hasOwn(transforms, name) ? transforms[name] : fixedNamed(name);
  if (!found) throw new Error(`no transform ${name}`);
  return found;
}

/** Whether there is a transform of this name. */
export function isTransform(name: string): boolean {
  return Object.hasOwn(transforms, name) || (name.startsWith(FIXED) && name.trim() !== FIXED);
}

function fixedNamed(name: string): Transform | undefined {
  if (!name.startsWith(FIXED) || !isTransform(name)) return undefined;
  const found = fixed.get(name) ?? fixedText(name.slice(FIXED.length));
  fixed.set(name, found);
  return found;
}
