import { Banner, BlockStack, Button, Card, InlineStack, List, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFieldName } from "#app/components/use-field-name.ts";
import type { MissingOptions } from "#app/services/create-missing-options.ts";

interface Props {
  object: string;
  /** null: being asked of both vendors */
  missing: MissingOptions | null;
  busy: boolean;
  /** code of what HubSpot refused */
  failure: string | null;
  onCreate: () => void;
}

/** The options that dropdowns lack, to be added in HubSpot by one press. The values are shown as they are now, and not kept. */
export function OptionsCard({ object, missing, busy, failure, onCreate }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("health.options.title")}
        </Text>
        {failure ? (
          <Banner tone="critical">
            <p>
              {t([
                `health.failed.${failure === "property_refused" ? "option_refused" : failure}`,
                "health.failed.unexpected",
              ])}
            </p>
          </Banner>
        ) : null}
        <Missing object={object} missing={missing} busy={busy} onCreate={onCreate} />
      </BlockStack>
    </Card>
  );
}

function Missing({ object, missing, busy, onCreate }: Omit<Props, "failure">) {
  const { t } = useTranslation();
  const nameOf = useFieldName(object);
  if (missing === null) return <SkeletonBodyText lines={3} />;
  if (missing.kind !== "found") {
    const code = missing.kind === "unavailable" ? missing.code : missing.kind;
    return <p>{t([`health.failed.${code}`, "health.failed.unexpected"])}</p>;
  }
  if (missing.options.length === 0) return <p>{t("health.options.none")}</p>;
  return (
    <>
      <p>{t("health.options.text")}</p>
      <List>
        {missing.options.map(({ property, label, field, value }) => (
          <List.Item key={`${property}:${value}`}>
            {t("health.options.item", { value, property: label, field: nameOf(field) })}
          </List.Item>
        ))}
      </List>
      <InlineStack>
        <Button variant="primary" loading={busy} onClick={onCreate}>
          {t("health.options.create", { count: missing.options.length })}
        </Button>
      </InlineStack>
    </>
  );
}
