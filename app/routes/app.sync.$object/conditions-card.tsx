import { BlockStack, Button, Card, ChoiceList, InlineStack, Text } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import { ConditionRow } from "./condition-row.tsx";
import { newCondition } from "./edit-condition.ts";
import { rowsByHand, withoutOne } from "./hand-made.ts";
import { MetafieldsNotice } from "./metafields-notice.tsx";
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

interface CardProps extends ConditionsProps {
  /** what was built by hand since the tab was opened: a row stays though it comes to say what a box says */
  byHand: readonly LimitCondition[];
  onByHand: (byHand: readonly LimitCondition[]) => void;
}

/** The conditions that are built by hand. Those with a box of their own are ticked there. */
export function ConditionsCard(props: CardProps) {
  const { object, model, metafields, faults, byHand, onByHand, onChange } = props;
  const { limit } = props.form;
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const choices = useLimitChoices(object, model.limitFields, metafields);
  const [firstField] = model.limitFields;
  const set = (conditions: readonly LimitCondition[]) => onChange({ limit: { ...limit, conditions } });
  const rows = rowsByHand(object, limit.conditions, byHand);
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
            onChange={(changed) => {
              onByHand([...withoutOne(byHand, condition), changed]);
              set(limit.conditions.map((old, index) => (index === row ? changed : old)));
            }}
            onRemove={() => {
              onByHand(withoutOne(byHand, condition));
              set(limit.conditions.filter((_, index) => index !== row));
              document.getElementById(addId)?.focus();
            }}
          />
        ))}
        {firstField ? (
          <InlineStack>
            <Button
              id={addId}
              icon={PlusIcon}
              onClick={() => {
                const made = newCondition(firstField);
                onByHand([...byHand, made]);
                set([...limit.conditions, made]);
              }}
            >
              {t("sync.limit.add")}
            </Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}
