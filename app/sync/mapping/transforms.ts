import type { Transform } from "./transform.ts";
import { bool } from "./transforms/bool.ts";
import { country } from "./transforms/country.ts";
import { datetime } from "./transforms/datetime.ts";
import { email } from "./transforms/email.ts";
import { multiline } from "./transforms/multiline.ts";
import { number } from "./transforms/number.ts";
import { phone } from "./transforms/phone.ts";
import { province } from "./transforms/province.ts";
import { storeKey } from "./transforms/store-key.ts";
import { tags } from "./transforms/tags.ts";
import { text } from "./transforms/text.ts";

/** Every transform by the name that definitions and stored field mappings use. */
export const transforms: Readonly<Record<string, Transform>> = {
  bool,
  country,
  datetime,
  email,
  multiline,
  number,
  phone,
  province,
  store_key: storeKey,
  tags,
  text,
};

/** @throws Error for a name that no transform has: a mistake in a definition. */
export function transformNamed(name: string): Transform {
  const found = transforms[name];
  if (!found) throw new Error(`no transform ${name}`);
  return found;
}
