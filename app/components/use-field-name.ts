import { useTranslation } from "react-i18next";

/** @returns a field's name in the merchant's words; a property that is not ours keeps its own. */
export function useFieldName(): (field: string) => string {
  const { t, i18n } = useTranslation();
  return (field) => (i18n.exists(`fields.${field}`) ? t(`fields.${field}`) : field);
}
