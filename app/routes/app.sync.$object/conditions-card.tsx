import { BlockStack, Button, Card, ChoiceList, InlineStack, Text } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import { readyMadeLimits } from "#app/sync/limits/ready-made.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import { ConditionRow } from "./condition-row.tsx";
import { newCondition } from "./edit-condition.ts";
import { MetafieldsNotice } from "./metafields-notice.tsx";
import { isSameChoice } from "./sync-form.ts";
import type { TabProps } from "./tab-props.ts";
import { useLimitChoices } from "./use-limit-choices.ts";
import type { KnownMetafields } from "./use-limit-metafields.ts";

const matches = ["all", "any"] as const;
const addId = "add-condition";

export interface ConditionsProps extends TabProps {
  metafields: KnownMetafields;
  onRetry: () => void;
  onAskForScopes: (scopes: readonly string[]) => void;
}

/** The conditions that are built by hand. Those with a box of their own are ticked there. */
export function ConditionsCard(props: ConditionsProps) {
  const { object, model, metafields, faults, onChange } = props;
  const { limit } = props.form;
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const choices = useLimitChoices(object, model.limitFields, metafields);
  const [firstField] = model.limitFields;
  const isReady = (condition: LimitCondition) =>
    readyMadeLimits[object].some((ready) => isSameChoice(ready.condition, condition));
  const set = (conditions: readonly LimitCondition[]) => onChange({ limit: { ...limit, conditions } });
  const rows = limit.conditions.flatMap((condition, row) => (isReady(condition) ? [] : [{ condition, row }]));
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("sync.limit.conditions_title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("sync.limit.conditions_text", nouns)}
          </Text>
        </BlockStack>
        <MetafieldsNotice
          object={object}
          metafields={metafields}
          onRetry={props.onRetry}
          onAskForScopes={props.onAskForScopes}
        />
        {limit.conditions.length > 1 ? (
          <ChoiceList
            name="limitMatch"
            title={t("sync.limit.match_label", nouns)}
            choices={matches.map((value) => ({ value, label: t(`sync.limit.match.${value}`) }))}
            selected={[limit.match]}
            onChange={([value]) =>
              onChange({ limit: { ...limit, match: matches.find((known) => known === value) ?? limit.match } })
            }
          />
        ) : null}
        {rows.map(({ condition, row }, place) => (
          <ConditionRow
            // A condition has no name of its own: its place is what it is known by.
            key={row}
            number={place + 1}
            choices={choices}
            loading={metafields.state === "loading"}
            condition={condition}
            fault={faults.limit.find((fault) => fault.row === row)?.code ?? null}
            onChange={(changed) => set(limit.conditions.map((old, index) => (index === row ? changed : old)))}
            onRemove={() => {
              set(limit.conditions.filter((_, index) => index !== row));
              document.getElementById(addId)?.focus();
            }}
          />
        ))}
        {firstField ? (
          <InlineStack>
            <Button id={addId} icon={PlusIcon} onClick={() => set([...limit.conditions, newCondition(firstField)])}>
              {t("sync.limit.add")}
            </Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}
