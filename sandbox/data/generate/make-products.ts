import type { Chance } from "./chance.ts";

export interface SampleVariant {
  options: string[];
  sku: string;
  priceMinor: number;
  compareAtMinor: number | null;
  grams: number;
  quantity: number;
  barcode: string;
}

export interface SampleProduct {
  handle: string;
  title: string;
  body: string;
  vendor: string;
  type: string;
  tags: string[];
  status: "active" | "archived" | "draft";
  isGiftCard: boolean;
  optionNames: string[];
  variants: SampleVariant[];
  images: number;
}

const PRODUCT_COUNT = 80;
const LOOKS = [
  "Linen",
  "Merino",
  "Recycled",
  "Oversized",
  "Hand-dyed",
  "Waterproof",
  "Everyday",
  "Striped",
  "Vintage",
  "Quilted",
];
const THINGS: readonly (readonly [string, string, number])[] = [
  ["Shirt", "Shirts", 4900],
  ["Sweater", "Knitwear", 8900],
  ["Jacket", "Outerwear", 15900],
  ["Scarf", "Accessories", 2900],
  ["Tote Bag", "Bags", 3500],
  ["Socks", "Accessories", 1200],
  ["Mug", "Home", 1800],
  ["Beanie", "Accessories", 2400],
];
const VENDORS = ["North & Thread", "Casa Lana", "Tandem Supply", "Ærø Works", "山本工房"];
const SIZES = ["S", "M", "L", "XL"];
const COLOURS = ["Black", "Off-white", "Forêt"];

/** Products that break careless code, by their place in the list. */
const HARD: Record<number, Partial<SampleProduct>> = {
  6: { title: "Gift Card", handle: "gift-card", type: "Gift Cards", isGiftCard: true },
  13: { title: "クラシック・トートバッグ", handle: "classic-tote-jp" },
  21: { title: 'Mug "World\'s Best" <Dad> & Mum', handle: "mug-worlds-best" },
  34: { title: "☕️ Coffee Sampler 🎁", handle: "coffee-sampler", type: "" },
  47: { title: `The ${"Very ".repeat(30)}Long Scarf`, handle: "long-scarf" },
  55: { body: "<p>Line one</p>\n<script>alert('no')</script>\n<ul><li>€ 5 off, \"today\"</li></ul>" },
};

export function makeProducts(chance: Chance): SampleProduct[] {
  return Array.from({ length: PRODUCT_COUNT }, (_, index) => makeProduct(chance, index));
}

function makeProduct(chance: Chance, index: number): SampleProduct {
  const look = LOOKS[index % LOOKS.length] ?? "";
  const [thing, type, price] = THINGS[(index * 3 + Math.floor(index / 10)) % THINGS.length] ?? ["Thing", "", 1000];
  const shape = HARD[index]?.isGiftCard ? "money" : chance.weigh({ single: 3, sizes: 4, grid: 1 });
  const optionNames = { single: ["Title"], sizes: ["Size"], grid: ["Size", "Colour"], money: ["Denominations"] }[shape];
  const base = price + chance.between(-5, 12) * 100;
  return {
    handle: `${look}-${thing}-${index + 1}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    title: `${look} ${thing}`,
    body: `<p>${look} ${thing.toLowerCase()}, made in small batches. No. ${index + 1}.</p>`,
    vendor: chance.pick(VENDORS),
    type,
    tags: chance.some(["new", "sale", "eco", "unisex", "winter 2026"], chance.below(4)),
    status: index % 20 === 9 ? "draft" : index % 20 === 19 ? "archived" : "active",
    isGiftCard: false,
    images: chance.below(4),
    ...HARD[index],
    optionNames,
    variants: listOptions(shape).map((options, nth) => makeVariant(chance, index, nth, options, base)),
  };
}

function listOptions(shape: "grid" | "money" | "single" | "sizes"): string[][] {
  if (shape === "money") return [["$10.00"], ["$25.00"], ["$50.00"]];
  if (shape === "sizes") return SIZES.map((size) => [size]);
  if (shape === "grid") return SIZES.slice(0, 3).flatMap((size) => COLOURS.map((colour) => [size, colour]));
  return [["Default Title"]];
}

function makeVariant(chance: Chance, index: number, nth: number, options: string[], base: number): SampleVariant {
  const amount = options[0]?.startsWith("$") ? Number(options[0].slice(1)) * 100 : base + nth * 100;
  return {
    options,
    sku: makeSku(index, nth),
    // Samples are given away: a price of nothing is a price.
    priceMinor: index % 33 === 8 ? 0 : amount,
    compareAtMinor: chance.happens(0.15) ? amount + 1000 : null,
    grams: chance.between(5, 150) * 10,
    quantity: chance.happens(0.1) ? -chance.below(3) : chance.below(200),
    barcode: chance.happens(0.3) ? `'${4_000_000_000_000 + index * 100 + nth}` : "",
  };
}

/** Some variants have no SKU, and three products share one. */
function makeSku(index: number, nth: number): string {
  if (index % 11 === 4) return "";
  if (index === 16 || index === 40 || index === 62) return nth === 0 ? "DUPLICATE-001" : `DUP-${index}-${nth}`;
  return `TAN-${String(index + 1).padStart(3, "0")}-${nth + 1}`;
}
