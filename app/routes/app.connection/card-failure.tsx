import { InlineError } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Why the last press on a card came to nothing, said aloud as well: the press itself shows no change. */
export function CardFailure({ id, code }: { id: string; code: string }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <InlineError fieldID={id} message={t([`connection.failures.${code}`, "connection.failures.malformed"])} />
    </div>
  );
}
