import {
  BlockStack,
  Box,
  Button,
  ChoiceList,
  InlineError,
  InlineGrid,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useFieldName } from "#app/components/use-field-name.ts";
import type { LimitField } from "#app/sync/limits/limit-operators.ts";
import { isYesOrNo, operatorsOf } from "#app/sync/limits/limit-operators.ts";
import type { LimitCondition, LimitOperator } from "#app/sync/settings.ts";
import { inputOf, newCondition, splitValues, withOperator } from "./edit-condition.ts";

interface Props {
  object: string;
  /** its place among those that are shown, from 1 */
  number: number;
  fields: readonly LimitField[];
  condition: LimitCondition;
  /** why the server refused it; locale key `limit_faults.<code>` */
  fault: string | null;
  onChange: (condition: LimitCondition) => void;
  onRemove: () => void;
}

/** Field, operator and value of one condition. */
export function ConditionRow({ object, number, fields, condition, fault, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const nameOf = useLimitFieldName(object);
  // One that the shop no longer has, or a metafield: shown as it is.
  const field = fields.find(({ name }) => name === condition.field) ?? { name: condition.field, kind: "text" as const };
  const listed = fields.includes(field) ? fields : [field, ...fields];
  const isYes = field.choices !== undefined && isYesOrNo(field.choices);
  const operators = operatorsOf(field);
  return (
    <fieldset className="plain-fieldset" {...(fault ? { "data-fault": "", tabIndex: -1 } : {})}>
      <Text as="legend" visuallyHidden>
        {t("sync.limit.condition", { number })}
      </Text>
      <BlockStack gap="100">
        <InlineGrid columns={{ xs: 1, md: "1fr 1fr 1fr auto" }} gap="200" alignItems="start">
          <Select
            label={t("sync.limit.field")}
            labelHidden
            options={listed.map(({ name }) => ({ label: nameOf(name), value: name }))}
            value={condition.field}
            error={fault !== null}
            onChange={(name) => {
              const chosen = listed.find((other) => other.name === name);
              if (chosen) onChange(newCondition(chosen));
            }}
          />
          <Select
            label={t("sync.limit.operator")}
            labelHidden
            options={operators.map((value) => ({ label: t(operatorLabel(field, value)), value }))}
            value={condition.operator}
            disabled={isYes}
            onChange={(operator) => onChange(withOperator(field, condition, operator as LimitOperator))}
          />
          <ValueField field={field} condition={condition} isWrong={fault !== null} onChange={onChange} />
          <Box>
            <Button
              icon={DeleteIcon}
              variant="tertiary"
              accessibilityLabel={t("sync.limit.remove", { number, field: nameOf(condition.field) })}
              onClick={onRemove}
            />
          </Box>
        </InlineGrid>
        {fault ? (
          <InlineStack>
            <InlineError message={t(`limit_faults.${fault}`)} fieldID={`condition-${number}`} />
          </InlineStack>
        ) : null}
      </BlockStack>
    </fieldset>
  );
}

interface ValueProps {
  field: LimitField;
  condition: LimitCondition;
  isWrong: boolean;
  onChange: (condition: LimitCondition) => void;
}

function ValueField({ field, condition, isWrong, onChange }: ValueProps) {
  const { t } = useTranslation();
  const { value = "" } = condition;
  const input = inputOf(field, condition.operator);
  const set = (changed: string) => onChange({ ...condition, value: changed });
  const options = (field.choices ?? []).map((choice) => ({
    label: t([`limit_values.${choice.toLowerCase().replaceAll(" ", "_")}`, "limit_values.other"], { value: choice }),
    value: choice,
  }));
  if (input === "none") return <Box />;
  if (input === "choices") {
    return (
      <ChoiceList
        title={t("sync.limit.values")}
        titleHidden
        allowMultiple
        choices={options}
        selected={splitValues(value)}
        onChange={(chosen) => set(chosen.join(", "))}
      />
    );
  }
  if (input === "choice") {
    return <Select label={t("sync.limit.value")} labelHidden options={options} value={value} onChange={set} />;
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
      error={isWrong}
      onChange={set}
    />
  );
}

/** Of a list of tags "contains" asks for one whole tag, and of a day "after" leaves the day itself out. */
function operatorLabel({ kind }: LimitField, operator: LimitOperator): string {
  return kind === "list" ? `limit_operators.list.${operator}` : `limit_operators.${operator}`;
}

function useLimitFieldName(object: string): (name: string) => string {
  const { t } = useTranslation();
  const nameOf = useFieldName(object);
  return (name) => {
    if (name.startsWith("lines.")) return t("sync.limit.of_lines", { field: nameOf(name.slice("lines.".length)) });
    return name.includes("metafield:")
      ? t("sync.limit.metafield", { name: name.split("metafield:")[1] })
      : nameOf(name);
  };
}
