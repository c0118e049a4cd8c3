import type { PropertyDefinition } from "../../definition.ts";
import { firstSyncProperty, instantProperty, numberProperty, textProperty } from "../property-kinds.ts";

/** Tandem's own company properties by internal name. Companies and their locations share them: both are companies in HubSpot. */
export const companyProperties = {
  tandem_company_key: {
    ...textProperty(
      "Shopify company key",
      "Shop and company or location id; unique in this account. Written once by Tandem.",
    ),
    hasUniqueValue: true,
  },
  tandem_shop: textProperty("Shopify shop", "The shop that the company buys from."),
  tandem_company_id: textProperty("Shopify company ID", "The company's number in Shopify; its locations share it."),
  tandem_location_id: textProperty("Shopify location ID", "The company location's number in Shopify."),
  tandem_company_url: textProperty("Shopify company link", "Opens the company in the Shopify admin."),
  tandem_external_id: textProperty("Shopify external ID", "The company's number in another system, as Shopify has it."),
  tandem_customer_since: instantProperty("Shopify customer since", "Since when the company has been a customer."),
  tandem_orders_count: numberProperty("Shopify orders", "How many orders the company has placed."),
  tandem_total_spent: numberProperty("Shopify total spent", "What the company has spent, in the currency beside it."),
  tandem_currency: textProperty("Shopify currency", "Currency of the total spent."),
  tandem_locations_count: numberProperty("Shopify locations", "How many locations the company has."),
  tandem_main_contact: textProperty("Shopify main contact", "The company's main contact in Shopify."),
  tandem_first_sync: firstSyncProperty,
} satisfies Readonly<Record<string, PropertyDefinition>>;
