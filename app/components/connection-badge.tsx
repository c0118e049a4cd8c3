import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

const tones = { connected: "success", reconnect: "critical", none: "new" } as const;

/** How the tie to HubSpot stands, as a word in a colour. */
export function ConnectionBadge({ status }: { status: keyof typeof tones }) {
  const { t } = useTranslation();
  return <Badge tone={tones[status]}>{t(`connection.status.${status}`)}</Badge>;
}
