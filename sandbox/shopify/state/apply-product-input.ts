import { checkTags, normaliseTags, refuse } from "./check-customer.ts";
import type { ProductRecord, Refusal, ShopProfile } from "./records.ts";

/** What people and the API may set of a product itself. A field left out stays as it is. */
export interface ProductInput {
  title?: string | undefined;
  handle?: string | undefined;
  descriptionHtml?: string | null | undefined;
  vendor?: string | null | undefined;
  productType?: string | null | undefined;
  tags?: string[] | undefined;
  status?: ProductRecord["status"] | undefined;
  seo?: { title?: string | null | undefined; description?: string | null | undefined } | undefined;
}

const MAX_TEXT = 255;

/** The product with the input laid over it, and what Shopify would refuse about it (a taken handle apart). */
export function applyProductInput(
  before: ProductRecord,
  input: ProductInput,
  shop: ShopProfile,
  now: string,
): { after: ProductRecord; errors: Refusal[] } {
  const errors: Refusal[] = [];
  const after: ProductRecord = {
    ...before,
    title: input.title === undefined ? before.title : input.title.trim(),
    handle: input.handle === undefined ? before.handle : input.handle.trim() || before.handle,
    descriptionHtml: input.descriptionHtml === undefined ? before.descriptionHtml : (input.descriptionHtml ?? ""),
    // A product is never without a vendor: blank means the shop itself.
    vendor: input.vendor === undefined ? before.vendor : input.vendor?.trim() || shop.name,
    productType: input.productType === undefined ? before.productType : (input.productType?.trim() ?? ""),
    status: input.status ?? before.status,
    seo: {
      title: input.seo?.title === undefined ? before.seo.title : input.seo.title || null,
      description: input.seo?.description === undefined ? before.seo.description : input.seo.description || null,
    },
  };
  if (after.status === "ACTIVE" && before.status !== "ACTIVE") after.publishedAt = before.publishedAt ?? now;
  if (input.tags) {
    after.tags = normaliseTags(input.tags);
    errors.push(...checkTags(after.tags));
  }
  if (after.title === "") errors.push(refuse(["title"], "Title can't be blank", "BLANK"));
  for (const [field, label] of [
    ["title", "Title"],
    ["handle", "Handle"],
    ["vendor", "Vendor"],
    ["productType", "Product type"],
  ] as const)
    if (after[field].length > MAX_TEXT)
      errors.push(refuse([field], `${label} is too long (maximum is ${MAX_TEXT} characters)`, "TOO_LONG"));
  return { after, errors };
}
