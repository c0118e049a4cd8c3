import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

export type OutcomeStatus = "in_sync" | "excluded" | "failing";

const tones = { in_sync: "success", excluded: "info", failing: "critical" } as const;

/** A record's state as a word in a colour. */
export function OutcomeBadge({ status }: { status: OutcomeStatus }) {
  const { t } = useTranslation();
  return <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>;
}
