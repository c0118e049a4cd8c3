import { BlockStack, Card, Checkbox, ChoiceList, Layout, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { isBlocked } from "#app/components/obstacle.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import { AuditCard } from "./audit-card.tsx";
import { CreateCard } from "./create-card.tsx";
import { ExplainCard } from "./explain-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { directions, winners } from "./sync-form.ts";
import type { TabProps } from "./tab-props.ts";
import { TotalsCard } from "./totals-card.tsx";

/** The choices that an object offers, each with what it means in plain words. */
export function ConfigureTab(props: TabProps) {
  const { form, model } = props;
  const { offers, obstacles } = model;
  const toShopify = form.direction !== "to_hubspot";
  const state = model.progress.objects[model.object];
  return (
    <Layout>
      <Layout.Section>
        <BlockStack gap="400">
          <OnCard {...props} locked={!form.enabled && isBlocked(obstacles)} />
          {offers.history ? <HistoryCard {...props} /> : null}
          {offers.directions.length > 1 ? <DirectionCard {...props} /> : null}
          {toShopify && offers.creates ? <CreateCard {...props} /> : null}
          {toShopify && offers.consent ? <ConsentCard {...props} /> : null}
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <ExplainCard object={model.object} form={form} offers={offers} />
          {state ? <TotalsCard object={model.object} progress={state} /> : null}
          {model.audit ? <AuditCard object={model.object} audit={model.audit} /> : null}
        </BlockStack>
      </Layout.Section>
    </Layout>
  );
}

function OnCard({ object, model: { offers }, form, locked, onChange }: TabProps & { locked: boolean }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const isOneWay = offers.directions.length === 1;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {nouns.object}
        </Text>
        <Checkbox
          name="enabled"
          label={t(isOneWay ? "sync.on.label_one_way" : "sync.on.label", nouns)}
          helpText={t("sync.on.help")}
          checked={form.enabled}
          disabled={locked}
          onChange={(enabled) => onChange({ enabled })}
        />
        {offers.switches.map((name) => (
          <Checkbox
            key={name}
            name={name}
            label={t(`sync.switches.${name}.label`)}
            helpText={t(`sync.switches.${name}.help`)}
            checked={form.switches.includes(name)}
            onChange={(isOn) =>
              onChange({ switches: isOn ? [...form.switches, name] : form.switches.filter((other) => other !== name) })
            }
          />
        ))}
      </BlockStack>
    </Card>
  );
}

function DirectionCard({ form, faults, onChange }: TabProps) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("sync.direction.title")}
        </Text>
        <ChoiceList
          name="direction"
          title={t("sync.direction.label")}
          choices={directions.map((value) => ({
            value,
            label: t(`sync.direction.${value}.label`),
            helpText: t(`sync.direction.${value}.help`),
          }))}
          selected={[form.direction]}
          {...(faults.fields.includes("direction") ? { error: t("sync.errors.choose") } : {})}
          onChange={([value]) => onChange({ direction: directions.find((known) => known === value) ?? form.direction })}
        />
        {form.direction === "both" ? (
          <ChoiceList
            name="winner"
            title={t("sync.winner.label")}
            choices={winners.map((value) => ({
              value,
              label: t(`sync.winner.${value}.label`),
              helpText: t(`sync.winner.${value}.help`),
            }))}
            selected={[form.winner]}
            {...(faults.fields.includes("winner") ? { error: t("sync.errors.choose") } : {})}
            onChange={([value]) => onChange({ winner: winners.find((known) => known === value) ?? form.winner })}
          />
        ) : null}
      </BlockStack>
    </Card>
  );
}

function ConsentCard({ form, onChange }: TabProps) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.consent.title")}
        </Text>
        <Checkbox
          name="consentFromHubspot"
          label={t("sync.consent.label")}
          helpText={t("sync.consent.help")}
          checked={form.consentFromHubspot}
          onChange={(consentFromHubspot) => onChange({ consentFromHubspot })}
        />
      </BlockStack>
    </Card>
  );
}
