import { Banner, BlockStack, Card, Checkbox, ChoiceList, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SyncForm } from "./sync-form.ts";
import { directions, winners } from "./sync-form.ts";

interface Props {
  form: SyncForm;
  /** the sync could not be switched on before HubSpot is connected */
  locked: boolean;
  /** names of the fields that the server refused */
  wrong: readonly string[];
  onChange: (patch: Partial<SyncForm>) => void;
}

/** The choices of the customer sync, each with what it means in plain words. */
export function SyncFormCards({ form, locked, wrong, onChange }: Props) {
  const { t } = useTranslation();
  const toShopify = form.direction !== "to_hubspot";
  return (
    <>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("sync.on.title")}
          </Text>
          <Checkbox
            name="enabled"
            label={t("sync.on.label")}
            helpText={t("sync.on.help")}
            checked={form.enabled}
            disabled={locked}
            onChange={(enabled) => onChange({ enabled })}
          />
          <Checkbox
            name="onlyWithEmail"
            label={t("sync.limit.label")}
            helpText={t("sync.limit.help")}
            checked={form.onlyWithEmail}
            onChange={(onlyWithEmail) => onChange({ onlyWithEmail })}
          />
        </BlockStack>
      </Card>
      <DirectionCard form={form} wrong={wrong} onChange={onChange} />
      {toShopify ? <CreateCard form={form} onChange={onChange} /> : null}
      {toShopify ? (
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
      ) : null}
    </>
  );
}

function DirectionCard({ form, wrong, onChange }: Omit<Props, "locked">) {
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

function CreateCard({ form, onChange }: Pick<Props, "form" | "onChange">) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.create.title")}
        </Text>
        <ChoiceList
          name="createInShopify"
          title={t("sync.create.label")}
          choices={(["update", "create"] as const).map((value) => ({
            value,
            label: t(`sync.create.${value}.label`),
            helpText: t(`sync.create.${value}.help`),
          }))}
          selected={[form.createInShopify ? "create" : "update"]}
          onChange={([value]) => onChange({ createInShopify: value === "create" })}
        />
        {form.createInShopify ? (
          <Banner tone="warning">
            <p>{t("sync.create.warning")}</p>
          </Banner>
        ) : null}
      </BlockStack>
    </Card>
  );
}
