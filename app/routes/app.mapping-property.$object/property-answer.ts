import type { PropertyFacts } from "#app/hubspot/read-properties.ts";

/** What became of a property that the merchant asked for. `code`: locale key `property_faults.<code>` */
export type CreatePropertyAnswer =
  | { readonly kind: "created"; readonly property: PropertyFacts }
  | { readonly kind: "refused"; readonly code: string };
