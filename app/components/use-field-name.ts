import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";

/**
 * @returns a field's name in the merchant's words; where an object has a word of its own for it, that one. A metafield's is its key, for
 * only the shop knows what it is called, and a property that is not ours keeps its own.
 */
export function useFieldName(object: string): (field: string) => string {
  const nameOf = useFieldNames();
  return useCallback((field) => nameOf(object, field), [object, nameOf]);
}

/** The same where fields of several objects are together. */
export function useFieldNames(): (object: string, field: string) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (object, field) => {
      const key = [`object_fields.${object}.${field}`, `fields.${field}`].find((known) => i18n.exists(known));
      if (key) return t(key);
      const metafield = parseMetafieldAttribute(field);
      return metafield ? t("metafield_name", { name: `${metafield.namespace}.${metafield.key}` }) : field;
    },
    [t, i18n],
  );
}
