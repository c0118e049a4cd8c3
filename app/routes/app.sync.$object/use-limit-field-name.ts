import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFieldName } from "#app/components/use-field-name.ts";

/** @returns the name of what a limit asks for, in the merchant's words. */
export function useLimitFieldName(object: string): (field: string) => string {
  const { t } = useTranslation();
  const nameOf = useFieldName(object);
  return useCallback(
    (field) =>
      field.startsWith("lines.")
        ? t("sync.limit.of_lines", { field: nameOf(field.slice("lines.".length)) })
        : nameOf(field),
    [t, nameOf],
  );
}
