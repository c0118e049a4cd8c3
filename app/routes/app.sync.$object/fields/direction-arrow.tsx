import { Icon } from "@shopify/polaris";
import { ArrowLeftIcon, ArrowRightIcon, ArrowsOutHorizontalIcon } from "@shopify/polaris-icons";
import type { Direction } from "#app/sync/record.ts";

const icons = { both: ArrowsOutHorizontalIcon, to_hubspot: ArrowRightIcon, to_shopify: ArrowLeftIcon };

/** The way between Shopify on the left and HubSpot on the right. The words beside it say the same. */
export function DirectionArrow({ direction }: { direction: Direction }) {
  return (
    <span aria-hidden="true">
      <Icon source={icons[direction]} tone="subdued" />
    </span>
  );
}
