import { BlockStack, Card, Checkbox, ChoiceList, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import { CreateCard } from "./create-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import type { SyncForm } from "./sync-form.ts";
import { directions, winners } from "./sync-form.ts";
import type { SyncOffers } from "./sync-offers.ts";

export interface FormProps {
  object: string;
  offers: SyncOffers;
  form: SyncForm;
  /** names of the fields that the server refused */
  wrong: readonly string[];
  onChange: (patch: Partial<SyncForm>) => void;
}

interface Props extends FormProps {
  /** where a chosen history begins, ISO 8601 */
  historyFrom: string | null;
  /** the sync cannot be switched on */
  locked: boolean;
}

/** The choices that an object offers, each with what it means in plain words. */
export function SyncFormCards({ historyFrom, locked, ...props }: Props) {
  const { offers, form } = props;
  const toShopify = form.direction !== "to_hubspot";
  return (
    <>
      <OnCard {...props} locked={locked} />
      {offers.history ? <HistoryCard {...props} historyFrom={historyFrom} /> : null}
      {offers.directions.length > 1 ? <DirectionCard {...props} /> : null}
      {toShopify && offers.creates ? <CreateCard {...props} /> : null}
      {toShopify && offers.consent ? <ConsentCard {...props} /> : null}
    </>
  );
}

function OnCard({ object, offers, form, locked, onChange }: FormProps & { locked: boolean }) {
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
        {offers.emailLimit ? (
          <Checkbox
            name="onlyWithEmail"
            label={t("sync.limit.label")}
            helpText={t("sync.limit.help")}
            checked={form.onlyWithEmail}
            onChange={(onlyWithEmail) => onChange({ onlyWithEmail })}
          />
        ) : null}
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

function DirectionCard({ form, wrong, onChange }: FormProps) {
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
          {...(wrong.includes("direction") ? { error: t("sync.errors.choose") } : {})}
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
            {...(wrong.includes("winner") ? { error: t("sync.errors.choose") } : {})}
            onChange={([value]) => onChange({ winner: winners.find((known) => known === value) ?? form.winner })}
          />
        ) : null}
      </BlockStack>
    </Card>
  );
}

function ConsentCard({ form, onChange }: FormProps) {
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
