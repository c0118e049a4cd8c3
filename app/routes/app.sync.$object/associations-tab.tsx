import { Badge, BlockStack, Card, Checkbox, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import type { AssociationRow, PartRow } from "./sync-model.ts";
import type { TabProps } from "./tab-props.ts";

/** What the object's records are tied to in HubSpot, and which other syncs that takes. */
export function AssociationsTab(props: TabProps) {
  const { object, model } = props;
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const { rows, parts } = model.associations;
  return (
    <BlockStack gap="400">
      {rows.length > 0 ? (
        <Card>
          <BlockStack gap="400">
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                {t("sync.associations.title", nouns)}
              </Text>
              <Text as="p" tone="subdued">
                {t("sync.associations.text")}
              </Text>
            </BlockStack>
            {rows.map((row) => (
              <Association key={`${row.from}-${row.to}`} row={row} />
            ))}
          </BlockStack>
        </Card>
      ) : null}
      {parts.length > 0 ? (
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              {t("sync.associations.parts_title")}
            </Text>
            {parts.map((row) => (
              <Part key={row.part} {...props} row={row} />
            ))}
          </BlockStack>
        </Card>
      ) : null}
    </BlockStack>
  );
}

function Association({ row }: { row: AssociationRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { from, to, other, isOn, isLabelled, written, waiting } = row;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" fontWeight="semibold">
          {t(`sync.associations.kinds.${from}_${to}.title`)}
        </Text>
        <SyncState object={other} isOn={isOn} />
      </InlineStack>
      <Text as="p">
        {t(`sync.associations.kinds.${from}_${to}.text`)}
        {isLabelled ? ` ${t("sync.associations.labelled")}` : ""}
      </Text>
      {written + waiting > 0 ? (
        <Text as="p" tone="subdued">
          {t("sync.associations.written", { count: written, number: format.number(written) })}
          {waiting > 0 ? ` ${t("sync.associations.waiting", { count: waiting, number: format.number(waiting) })}` : ""}
        </Text>
      ) : null}
      <OtherSync object={other} isOn={isOn} />
    </BlockStack>
  );
}

function Part({ row, form, onChange }: TabProps & { row: PartRow }) {
  const { t } = useTranslation();
  const { part, option, whole, refersTo } = row;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" fontWeight="semibold">
          {t(`sync.associations.parts.${part}.title`)}
        </Text>
        {whole ? <SyncState object={whole.object} isOn={whole.isOn} /> : null}
        {refersTo.map(({ object, isOn }) => (
          <SyncState key={object} object={object} isOn={isOn} />
        ))}
      </InlineStack>
      <Text as="p">{t(`sync.associations.parts.${part}.${whole ? "from_other" : "text"}`)}</Text>
      {option ? (
        <Checkbox
          name={option}
          label={t(`sync.switches.${option}.label`)}
          helpText={t(`sync.switches.${option}.help`)}
          checked={form.switches.includes(option)}
          onChange={(isOn) => {
            const others = form.switches.filter((name) => name !== option);
            onChange({ switches: isOn ? [...others, option] : others });
          }}
        />
      ) : null}
      {whole ? <OtherSync object={whole.object} isOn={whole.isOn} /> : null}
      {refersTo.map(({ object, isOn }) => (
        <OtherSync key={object} object={object} isOn={isOn} />
      ))}
    </BlockStack>
  );
}

function SyncState({ object, isOn }: { object: string; isOn: boolean }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  return isOn ? (
    <Badge tone="success">{t("sync.associations.on", nouns)}</Badge>
  ) : (
    <Badge>{t("sync.associations.off", nouns)}</Badge>
  );
}

function OtherSync({ object, isOn }: { object: string; isOn: boolean }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  return (
    <Text as="p">
      {isOn ? "" : `${t("sync.associations.needs", nouns)} `}
      <Link url={`/app/sync/${object}`}>{t(isOn ? "sync.associations.open" : "sync.associations.set_up", nouns)}</Link>
    </Text>
  );
}
