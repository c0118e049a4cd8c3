import { useTranslation } from "react-i18next";
import { useFormat, useNow } from "./format.tsx";

/** "5 minutes ago", kept up to date, with the full date on hover. */
export function TimeAgo({ at }: { at: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  // Node and the browser may differ in a space of the date, which is no reason to render the page again.
  return (
    <time dateTime={at} title={format.dateTime(at)} suppressHydrationWarning>
      {format.ago(at, now) ?? t("time.just_now")}
    </time>
  );
}
