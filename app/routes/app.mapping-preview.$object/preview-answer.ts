import type { Preview } from "#app/services/mappings/preview-mapping.ts";
import type { OutOfReach, Unavailable } from "#app/services/mappings/unavailable.ts";

/** What can be shown of a form. `refused`: something in it has to be corrected first. Locale keys `mapping.preview.<kind>` */
export type PreviewAnswer = Preview | { readonly kind: "refused" } | Unavailable | OutOfReach;
