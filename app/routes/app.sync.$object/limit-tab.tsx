import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAskForScopes } from "#app/components/use-ask-for-scopes.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import type { ConditionsProps } from "./conditions-card.tsx";
import { ConditionsCard } from "./conditions-card.tsx";
import { CountCard } from "./count-card.tsx";
import { ReadyLimitsCard } from "./ready-limits-card.tsx";
import { isSameChoice } from "./sync-form.ts";
import type { TabProps } from "./tab-props.ts";
import { useLimitMetafields } from "./use-limit-metafields.ts";

const scopes = ["always", "new_records"] as const;

/** Which records sync at all, and how many those are. */
export function LimitTab(props: TabProps) {
  const { ask } = useAskForScopes();
  const { metafields, reload } = useLimitMetafields(props.object);
  // Shopify tells the server by a webhook of its own, which may come later than the admin's answer: "Try again" asks once more.
  const askForScopes = async (scopes: readonly string[]) => {
    await ask(scopes);
    reload();
  };
  return (
    <LimitPanel
      {...props}
      metafields={metafields}
      onRetry={reload}
      onAskForScopes={(scopes) => void askForScopes(scopes)}
    />
  );
}

/** The same with what was asked for given. */
export function LimitPanel(props: ConditionsProps) {
  const { object, form, onChange } = props;
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const { limit } = form;
  const [byHand, setByHand] = useState<readonly LimitCondition[]>([]);
  return (
    <BlockStack gap="400">
      <ReadyLimitsCard
        {...props}
        onBox={(condition) => setByHand((old) => old.filter((one) => !isSameChoice(one, condition)))}
      />
      <ConditionsCard {...props} byHand={byHand} onByHand={setByHand} />
      {limit.conditions.length > 0 ? (
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("sync.limit.scope_title")}
            </Text>
            <ChoiceList
              name="limitScope"
              title={t("sync.limit.scope_label", nouns)}
              choices={scopes.map((value) => ({
                value,
                label: t(`sync.limit.scope.${value}.label`),
                helpText: t(`sync.limit.scope.${value}.help`, nouns),
              }))}
              selected={[limit.scope]}
              onChange={([value]) =>
                onChange({ limit: { ...limit, scope: scopes.find((known) => known === value) ?? limit.scope } })
              }
            />
          </BlockStack>
        </Card>
      ) : null}
      <CountCard object={object} limit={limit} />
    </BlockStack>
  );
}
