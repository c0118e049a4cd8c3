import { BlockStack, Card, Checkbox, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import { readyMadeLimits } from "#app/sync/limits/ready-made.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import { isSameChoice } from "./sync-form.ts";
import type { TabProps } from "./tab-props.ts";

interface Props extends TabProps {
  /** a box was used: what it says is no longer a row's */
  onBox: (condition: LimitCondition) => void;
}

/** Limits that many shops want, as boxes to tick. Each is a condition like those that are built by hand. */
export function ReadyLimitsCard({ object, form: { limit }, faults, onBox, onChange }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const has = (condition: LimitCondition) => limit.conditions.some((other) => isSameChoice(other, condition));
  const faultOf = (condition: LimitCondition) =>
    faults.limit.find(({ row }) => isSameChoice(limit.conditions[row], condition))?.code;
  const set = (condition: LimitCondition, isOn: boolean) => {
    const others = limit.conditions.filter((other) => !isSameChoice(other, condition));
    onBox(condition);
    onChange({ limit: { ...limit, conditions: isOn ? [...others, condition] : others } });
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.limit.title", nouns)}
        </Text>
        {readyMadeLimits[object].map(({ name, condition }) => (
          <Checkbox
            key={name}
            name={name}
            label={t(`ready_limits.${object}.${name}.label`)}
            helpText={t(`ready_limits.${object}.${name}.help`)}
            checked={has(condition)}
            {...(faultOf(condition) ? { error: t(`limit_faults.${faultOf(condition)}`) } : {})}
            onChange={(isOn) => set(condition, isOn)}
          />
        ))}
      </BlockStack>
    </Card>
  );
}
