import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFieldName } from "#app/components/use-field-name.ts";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";
import type { MappingRow } from "./mapping-rows.ts";
import { textOf } from "./pair-ways.ts";
import type { Choices } from "./use-choices.ts";

/** What fields, properties, their types and the conversions between them are called, in the merchant's words: the same as long as they are. */
export function useWords(object: string, { fields, properties }: Pick<Choices, "fields" | "properties">): Words {
  const { t, i18n } = useTranslation();
  const nameOf = useFieldName(object);
  return useMemo(
    () => wordsOf({ t, exists: (key) => i18n.exists(key), nameOf, fields, properties }),
    [t, i18n, nameOf, fields, properties],
  );
}

interface Source extends Pick<Choices, "fields" | "properties"> {
  readonly t: TFunction;
  readonly exists: (key: string) => boolean;
  readonly nameOf: (field: string) => string;
}

function wordsOf({ t, exists, nameOf, fields, properties }: Source) {
  const known = (keys: readonly string[], otherwise: string) => {
    const key = keys.find(exists);
    return key ? t(key) : otherwise;
  };
  const typeOfField = (type: string): string =>
    type.startsWith("list.")
      ? t("mapping.list_of", { type: typeOfField(type.slice("list.".length)) })
      : known([`mapping.shopify_types.${type}`], type);
  return {
    /** an attribute by its locale, a metafield as the merchant called it */
    field: (name: string): string => {
      const metafield = parseMetafieldAttribute(name);
      if (!metafield) return nameOf(name);
      return fields.find((one) => one.name === name)?.label ?? `${metafield.namespace}.${metafield.key}`;
    },
    typeOfField,
    /** the portal's label, else the one that we give it; null: nobody has said */
    property: ({ hubspot, property }: Pick<MappingRow, "hubspot" | "property">): string | null =>
      properties.find(({ name }) => name === hubspot)?.label ?? property?.label ?? null,
    typeOfProperty: ({ type, fieldType }: { readonly type: string; readonly fieldType: string }): string =>
      known([`mapping.hubspot_types.${type}_${fieldType}`, `mapping.hubspot_types.${type}`], type),
    transform: (name: string): string => {
      const text = textOf(name);
      return text === null ? known([`mapping.transforms.${name}`], name) : t("mapping.fixed_text", { text });
    },
  };
}

export type Words = ReturnType<typeof wordsOf>;
