import type { ShopProfile } from "../state/records.ts";
import { webhookTime } from "../state/webhook-time.ts";

/** The shop as app/uninstalled and shop/update carry it (2026-07 sample, the fields a shop always has). */
export function shopPayload(shop: ShopProfile): Record<string, unknown> {
  return {
    id: shop.id,
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    country: shop.countryCode,
    country_code: shop.countryCode,
    primary_locale: "en",
    created_at: webhookTime(shop.createdAt, shop.ianaTimezone),
    updated_at: webhookTime(shop.createdAt, shop.ianaTimezone),
    currency: shop.currency,
    customer_email: shop.email,
    iana_timezone: shop.ianaTimezone,
    shop_owner: `${shop.name} Owner`,
    plan_display_name: shop.planName,
    myshopify_domain: shop.domain,
    has_storefront: true,
    enabled_presentment_currencies: [shop.currency],
  };
}
