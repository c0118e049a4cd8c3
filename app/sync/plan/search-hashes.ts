import type { HashValue } from "../ports.ts";
import type { Values } from "../record.ts";

const digits = (text: string): string => text.replace(/\D/g, "").replace(/^0+/, "");
const simple = (text: string): string => text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

// A product's or company's own words are looked up as a person's name is, and their numbers as a customer's.
const wholeTexts = ["name", "domain", "sku", "barcode", "externalId"];
const numbers = ["companyId", "variantId", "productId"];

/** What a person may have typed, by kind of key. */
function formsOf(text: string): readonly (readonly [kind: string, form: string])[] {
  const forms: [string, string][] = [];
  const typed = simple(text);
  if (typed.includes("@")) forms.push(["email", typed]);
  else if (typed !== "") forms.push(["name", typed]);
  if (/^[+\d][\d\s().+/-]*$/.test(typed)) {
    forms.push(["customerId", digits(typed)]);
    if (digits(typed).length >= 6) forms.push(["phone", digits(typed)]);
  }
  return forms.filter(([, form]) => form !== "");
}

/** Keyed hashes under which a record with these Shopify attributes is found by its keys: e-mail, phone, id, name. */
export function searchHashesOf(
  hash: HashValue,
  connectionId: string,
  keys: readonly string[],
  values: Values,
): readonly string[] {
  const found = new Set<string>();
  const add = (kind: string, form: string) => {
    if (form !== "") found.add(hash(connectionId, `search:${kind}`, form));
  };
  const [first, last] = [simple(values.firstName ?? ""), simple(values.lastName ?? "")];
  if (keys.includes("email")) add("email", simple(values.email ?? ""));
  if (keys.includes("phone")) add("phone", digits(values.phone ?? ""));
  if (keys.includes("customerId")) add("customerId", digits(values.customerId ?? ""));
  // Typed without its "#", an order's name is a number as ids are.
  if (keys.includes("orderName")) add("name", simple(values.name ?? ""));
  if (keys.includes("orderName")) add("customerId", digits(values.name ?? ""));
  for (const key of ["orderId", "cartId"]) if (keys.includes(key)) add("customerId", digits(values[key] ?? ""));
  if (keys.includes("name")) for (const form of [first, last, simple(`${first} ${last}`)]) add("name", form);
  for (const key of wholeTexts) if (keys.includes(key)) add("name", simple(values[key] ?? ""));
  for (const key of numbers) if (keys.includes(key)) add("customerId", digits(values[key] ?? ""));
  return [...found];
}

/** Keyed hashes of what a person typed into a search field; a record with any of them is meant. */
export function searchHashesOfText(hash: HashValue, connectionId: string, text: string): readonly string[] {
  return formsOf(text).map(([kind, form]) => hash(connectionId, `search:${kind}`, form));
}
