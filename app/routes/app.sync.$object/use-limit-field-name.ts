import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFieldName } from "#app/components/use-field-name.ts";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";

/** @returns the name of what a limit asks for, in the merchant's words; a metafield's is its key, for only the shop knows what it is called. */
export function useLimitFieldName(object: string): (field: string) => string {
  const { t } = useTranslation();
  const nameOf = useFieldName(object);
  return useCallback(
    (field) => {
      if (field.startsWith("lines.")) return t("sync.limit.of_lines", { field: nameOf(field.slice("lines.".length)) });
      const metafield = parseMetafieldAttribute(field);
      return metafield ? t("sync.limit.metafield", { name: `${metafield.namespace}.${metafield.key}` }) : nameOf(field);
    },
    [t, nameOf],
  );
}
