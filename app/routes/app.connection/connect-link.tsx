import { Text } from "@shopify/polaris";
import type { ReactNode } from "react";

interface Props {
  href: string;
  children: ReactNode;
  variant?: "primary" | "secondary";
}

/**
 * The link to HubSpot's consent page, in a new tab: HubSpot refuses to be framed. A Polaris button cannot carry the mark by which
 * scripts find the link, so this one wears its clothes; a test holds the two alike.
 */
export function ConnectLink({ href, children, variant = "primary" }: Props) {
  const style = variant === "primary" ? "Primary" : "Secondary";
  return (
    <a
      data-connect-hubspot=""
      href={href}
      target="_blank"
      rel="noreferrer"
      className={`Polaris-Button Polaris-Button--pressable Polaris-Button--variant${style} Polaris-Button--sizeMedium Polaris-Button--textAlignCenter`}
      data-polaris-unstyled="true"
    >
      <Text as="span" variant="bodySm" fontWeight={variant === "primary" ? "semibold" : "medium"}>
        {children}
      </Text>
    </a>
  );
}
