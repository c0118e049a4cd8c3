import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { limitFieldOf } from "#app/sync/limits/limit-fields.ts";
import type { LimitField } from "#app/sync/limits/limit-operators.ts";
import { isYesOrNo } from "#app/sync/limits/limit-operators.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import type { PickerItem } from "./fields/find-items.ts";
import { detailOf } from "./fields/picker-items.ts";
import { useWords } from "./fields/use-words.ts";
import { useLimitFieldName } from "./use-limit-field-name.ts";
import type { KnownMetafields } from "./use-limit-metafields.ts";

/** What a limit's conditions can be about. */
export interface LimitChoices {
  /** what can be chosen, and what cannot with the reason */
  readonly items: readonly PickerItem[];
  /** the field of this name, if it can be chosen */
  readonly find: (name: string) => LimitField | null;
  /** the condition's field; one that cannot be chosen, or that is not known yet, as the condition says */
  readonly fieldOf: (condition: LimitCondition) => LimitField;
  readonly nameOf: (name: string) => string;
}

const nobodysFields = { fields: [], properties: [] };

/** An object's fields and the shop's metafields, in the merchant's words: the same as long as they are. */
export function useLimitChoices(
  object: string,
  fields: readonly LimitField[],
  { fields: metafields }: KnownMetafields,
): LimitChoices {
  const { t } = useTranslation();
  const nameOfField = useLimitFieldName(object);
  const words = useWords(object, nobodysFields);
  return useMemo(() => {
    const nameOf = (name: string): string =>
      metafields.find((metafield) => metafield.name === name)?.label ?? nameOfField(name);
    const kindOf = ({ kind, choices }: LimitField) =>
      t(`sync.limit.kinds.${choices ? (isYesOrNo(choices) ? "yes_no" : "choice") : kind}`);
    const own = fields.map((field) => ({
      value: field.name,
      label: nameOf(field.name),
      detail: kindOf(field),
      fault: null,
    }));
    const ofShop = metafields.map(({ name, label, type, fault }) => ({
      ...{ value: name, label, detail: detailOf(name, words.typeOfField(type), t) },
      fault: fault && t(`limit_field_faults.${fault}`),
    }));
    const choosable = [...fields, ...metafields.flatMap(({ field }) => field ?? [])];
    const find = (name: string) => choosable.find((field) => field.name === name) ?? null;
    return {
      items: [...own, ...ofShop],
      find,
      fieldOf: (condition) => find(condition.field) ?? unlisted(condition),
      nameOf,
    };
  }, [t, nameOfField, words, fields, metafields]);
}

function unlisted({ field: name, type }: LimitCondition): LimitField {
  const field = type === undefined ? "not_comparable" : limitFieldOf({ name, type });
  return typeof field === "string" ? { name, kind: "text" } : field;
}
