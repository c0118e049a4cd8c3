import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/**
 * @returns a field's name in the merchant's words; where an object has a word of its own for it, that one. A property that is not ours
 * keeps its own.
 */
export function useFieldName(object: string): (field: string) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (field) => {
      const key = [`object_fields.${object}.${field}`, `fields.${field}`].find((known) => i18n.exists(known));
      return key ? t(key) : field;
    },
    [object, t, i18n],
  );
}
