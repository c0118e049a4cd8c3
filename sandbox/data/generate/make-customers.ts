import type { Chance } from "./chance.ts";
import type { Place } from "./places.ts";
import { places } from "./places.ts";

export interface SampleCustomer {
  id: string;
  firstName: string;
  lastName: string;
  /** As the CSV shows it: odd case and outer spaces included. */
  email: string;
  phone: string;
  company: string;
  address1: string;
  address2: string;
  place: Place;
  city: string;
  provinceCode: string;
  zip: string;
  hasAddress: boolean;
  addressPhone: string;
  note: string;
  tags: string[];
  taxExempt: boolean;
  createdAtMs: number;
}

const CUSTOMER_COUNT = 400;
/** The day of the export; everything in the sample shop happened before it. */
export const EXPORTED_AT_MS = Date.UTC(2026, 10, 15, 9, 30);
const OPENED_AT_MS = Date.UTC(2023, 2, 1, 8);

/** Names that break careless code; each is used once, at these places of the list. */
const HARD_NAMES: readonly (readonly [string, string])[] = [
  ["<b>Bobby</b>", "Tables'); --"],
  ["Zoë 🌸", "van den Berg"],
  ["🎉🎉", ""],
  ["", "Mononym"],
  ["=1+1", "Formula"],
  ['Robert "Bob"', "Quoted, Jr."],
  ["null", "undefined"],
  ["X Æ A-12", "Fenwick"],
  ["Anne\u00a0Marie", "Nonbreaking"],
  ["Extraordinarily-Long-First-Name-That-Goes-On", "And-A-Last-Name-That-Does-Not-Want-To-End-Either-At-All"],
  ["👩‍👩‍👧‍👦", "Family"],
  ["Jose\u0301", "Combining"],
];
const TAGS = [
  "VIP",
  "wholesale",
  "newsletter",
  "Repeat customer",
  "returns-often",
  "local pick-up",
  "🎁 gift buyer",
  "B2B",
  "día de los muertos",
];
const COMPANIES = [
  "Acme & Sons Ltd.",
  "Blue Bottle GmbH",
  'Café "Central"',
  "O'Reilly Supplies",
  "株式会社サンプル",
  "Nordic Light AB",
];
const NOTES = [
  "Prefers e-mail over phone.",
  "Called on Monday:\n- wants size 42\n- deliver to the back door",
  "Allergic to wool. Never send samples!",
  "מעדיפה משלוח בערב",
  'Met at the fair; "interested" in bulk, 20 % off promised',
  "💬 asks for emoji in every message 😀",
];

export function makeCustomers(chance: Chance): SampleCustomer[] {
  const weights = Object.fromEntries(places.map((place) => [place.country, place.share]));
  const localParts = new Map<string, number>();
  const phones = new Map<string, number>();
  return Array.from({ length: CUSTOMER_COUNT }, (_, index) => {
    const country = chance.weigh(weights);
    const place = places.find((candidate) => candidate.country === country) ?? chance.pick(places);
    return makeCustomer(chance, place, index, localParts, phones);
  });
}

function makeCustomer(
  chance: Chance,
  place: Place,
  index: number,
  localParts: Map<string, number>,
  phones: Map<string, number>,
): SampleCustomer {
  const [firstName, firstAscii] = chance.pick(place.firstNames);
  const [lastName, lastAscii] = chance.pick(place.lastNames);
  const [city, provinceCode, zip] = chance.pick(place.cities);
  const hard = index % 31 === 7 ? HARD_NAMES[Math.floor(index / 31)] : undefined;
  // Every thirteenth has no e-mail address: half of them gave a phone number, the others only a name.
  const hasEmail = index % 13 !== 5;
  const email = hasEmail ? makeEmail(chance, localParts, firstAscii, lastAscii, index) : "";
  const wantsPhone = hasEmail ? chance.happens(0.45) : index % 2 === 0;
  const phone = wantsPhone ? makePhone(phones, place, index) : "";
  const hasAddress = chance.happens(0.86);
  return {
    id: String(6_100_000_000_000 + index * 32_768 + chance.below(30_000)),
    firstName: hard?.[0] ?? firstName,
    lastName: hard?.[1] ?? lastName,
    email,
    phone,
    company: chance.happens(0.12) ? chance.pick(COMPANIES) : "",
    address1: `${chance.between(1, 9800)} ${chance.pick(place.streets)}`,
    address2: chance.happens(0.2)
      ? chance.pick(["Apt. 4B", "2nd floor", "c/o Reception", "Unit 7\nRear building"])
      : "",
    place,
    city,
    provinceCode,
    zip,
    hasAddress,
    addressPhone: hasAddress && place.phone !== null && chance.happens(0.3) ? place.phone(index * 7 + 3) : "",
    note: makeNote(chance, index),
    tags: chance.happens(0.4) ? chance.some(TAGS, chance.between(1, 4)) : [],
    taxExempt: chance.happens(0.05),
    createdAtMs:
      OPENED_AT_MS + Math.floor(((EXPORTED_AT_MS - OPENED_AT_MS) * index) / CUSTOMER_COUNT) + chance.below(9e7),
  };
}

function makeEmail(
  chance: Chance,
  used: Map<string, number>,
  firstAscii: string,
  lastAscii: string,
  index: number,
): string {
  const separator = chance.pick([".", "_", "", "-"]);
  const base = `${firstAscii}${separator}${lastAscii}`;
  const times = (used.get(base) ?? 0) + 1;
  used.set(base, times);
  const local = `${base}${times > 1 ? times : ""}${chance.happens(0.06) ? "+shop" : ""}`;
  const address = `${local}@${chance.pick(["example.com", "example.com", "example.org", "example.net"])}`;
  if (index % 17 === 3) return address.replace(/^./, (letter) => letter.toUpperCase()).replace("@e", "@E");
  if (index % 29 === 11) return address.toUpperCase();
  if (index % 37 === 9) return chance.pick([` ${address}`, `${address} `, `\t${address}  `]);
  return address;
}

/** Written in the ways people write one number. Unique, as Shopify lets no two customers share one. */
function makePhone(phones: Map<string, number>, place: Place, index: number): string {
  if (place.phone === null) return "";
  const nth = phones.get(place.country) ?? 0;
  phones.set(place.country, nth + 1);
  const number = place.phone(nth);
  const national = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (national !== null && index % 5 === 1) return `(${national[1]}) ${national[2]}-${national[3]}`;
  if (national !== null && index % 7 === 2) return `${national[1]}.${national[2]}.${national[3]}`;
  if (national !== null && index % 23 === 4) return `1-${national[1]}-${national[2]}-${national[3]} ext. 7`;
  if (index % 11 === 6) return `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)} `;
  return `'${number}`;
}

function makeNote(chance: Chance, index: number): string {
  if (index % 97 === 50)
    return `Long story.\n${"She said she would order again once the blue one is back. ".repeat(60)}`.trim();
  return chance.happens(0.15) ? chance.pick(NOTES) : "";
}
