import { Box, Button, ChoiceList, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { LimitField } from "#app/sync/limits/limit-operators.ts";
import { isYesOrNo, operatorsOf } from "#app/sync/limits/limit-operators.ts";
import type { LimitCondition, LimitOperator } from "#app/sync/settings.ts";
import { inputOf, newCondition, splitValues, withOperator } from "./edit-condition.ts";
import { Picker } from "./fields/picker.tsx";
import type { LimitChoices } from "./use-limit-choices.ts";

interface Props {
  /** its place among those that are shown, from 1 */
  number: number;
  choices: LimitChoices;
  /** the shop's metafields are on their way */
  loading: boolean;
  condition: LimitCondition;
  /** why the server refused it; locale key `limit_faults.<code>` */
  fault: string | null;
  onChange: (condition: LimitCondition) => void;
  onRemove: () => void;
}

/** Field, operator and value of one condition. */
export function ConditionRow({ number, choices, loading, condition, fault, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const { items, nameOf } = choices;
  const field = choices.fieldOf(condition);
  // One that is not listed, or not yet, is shown all the same.
  const unlisted = { value: field.name, label: nameOf(field.name), detail: "", fault: null };
  const listed = items.some(({ value }) => value === field.name) ? items : [unlisted, ...items];
  const fitting = operatorsOf(field);
  const operators = fitting.includes(condition.operator) ? fitting : [condition.operator, ...fitting];
  const place = fault ? placeOf(fault) : null;
  const wrongAt = (control: FaultPlace) => (fault && place === control ? { error: t(`limit_faults.${fault}`) } : {});
  // Of several boxes none can be called wrong by itself: the focus goes to all of them.
  const isOfBoxes = place === "value" && inputOf(field, condition.operator) === "choices";
  return (
    <fieldset className="plain-fieldset" {...(isOfBoxes ? { "data-fault": "", tabIndex: -1 } : {})}>
      <Text as="legend" visuallyHidden>
        {t("sync.limit.condition", { number })}
      </Text>
      <InlineGrid columns={{ xs: 1, md: "1fr 1fr 1fr auto" }} gap="200" alignItems="start">
        <Picker
          label={t("sync.limit.field")}
          labelHidden
          placeholder={t("sync.limit.field_placeholder")}
          items={listed}
          selected={condition.field}
          loading={loading}
          error={fault && place === "field" ? t(`limit_faults.${fault}`) : null}
          onSelect={(name) => {
            const chosen = choices.find(name);
            if (chosen && name !== condition.field) onChange(newCondition(chosen));
          }}
        />
        <Select
          label={t("sync.limit.operator")}
          labelHidden
          options={operators.map((value) => ({ label: t(operatorLabel(field, value)), value }))}
          value={condition.operator}
          disabled={operators.length === 1}
          {...wrongAt("operator")}
          onChange={(operator) => onChange(withOperator(field, condition, operator as LimitOperator))}
        />
        <ValueField field={field} condition={condition} wrong={wrongAt("value")} onChange={onChange} />
        <Box>
          <Button
            icon={DeleteIcon}
            variant="tertiary"
            accessibilityLabel={t("sync.limit.remove", { number, field: nameOf(condition.field) })}
            onClick={onRemove}
          />
        </Box>
      </InlineGrid>
    </fieldset>
  );
}

interface ValueProps {
  field: LimitField;
  condition: LimitCondition;
  wrong: { error?: string };
  onChange: (condition: LimitCondition) => void;
}

function ValueField({ field, condition, wrong, onChange }: ValueProps) {
  const { t } = useTranslation();
  const { value = "" } = condition;
  const input = inputOf(field, condition.operator);
  const set = (changed: string) => onChange({ ...condition, value: changed });
  // What a shop allows for its metafield is in its own words.
  const isOwnWord = field.type !== undefined && !isYesOrNo(field.choices ?? []);
  const labelOf = (choice: string) =>
    isOwnWord
      ? choice
      : t([`limit_values.${choice.toLowerCase().replaceAll(" ", "_")}`, "limit_values.other"], { value: choice });
  const { choices = [] } = field;
  // A value that the shop allowed once is shown as it was saved.
  const isGone = isOwnWord && input === "choice" && value !== "" && !choices.includes(value);
  const options = [...(isGone ? [value] : []), ...choices].map((choice) => ({ label: labelOf(choice), value: choice }));
  if (input === "none") return <Box />;
  if (input === "choices") {
    return (
      <ChoiceList
        title={t("sync.limit.values")}
        titleHidden
        allowMultiple
        choices={options}
        selected={splitValues(value)}
        {...wrong}
        onChange={(chosen) => set(chosen.join(", "))}
      />
    );
  }
  if (input === "choice") {
    return (
      <Select label={t("sync.limit.value")} labelHidden options={options} value={value} {...wrong} onChange={set} />
    );
  }
  return (
    <TextField
      label={t("sync.limit.value")}
      labelHidden
      autoComplete="off"
      type={input === "date" ? "date" : "text"}
      {...(input === "number" ? { inputMode: "decimal" as const } : {})}
      {...(input === "list" ? { placeholder: t("sync.limit.values_hint") } : {})}
      value={input === "date" ? value.slice(0, 10) : value}
      {...wrong}
      onChange={set}
    />
  );
}

type FaultPlace = "field" | "operator" | "value";

/** At which of the three what was refused can be mended. */
function placeOf(fault: string): FaultPlace {
  if (fault === "operator_unfit") return "operator";
  const isOfValue = ["value_missing", "not_a_number", "not_a_date", "not_a_choice"].includes(fault);
  return isOfValue ? "value" : "field";
}

/** Of a list of tags "contains" asks for one whole tag, and of a day "after" leaves the day itself out. */
function operatorLabel({ kind }: LimitField, operator: LimitOperator): string {
  return kind === "list" ? `limit_operators.list.${operator}` : `limit_operators.${operator}`;
}
