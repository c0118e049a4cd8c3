import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ObjectBadge } from "#app/components/object-badge.tsx";

const off = { enabled: false, run: null };

/** What could be kept in step and is not. */
export function RestingCard({ objects }: { objects: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("home.resting")}
        </Text>
        {objects.map((object) => (
          <InlineStack key={object} gap="200" blockAlign="center">
            <Link
              url={`/app/sync/${object}`}
              accessibilityLabel={t("syncs.set_up_label", { object: t(`objects.${object}`) })}
            >
              {t(`objects.${object}`)}
            </Link>
            <ObjectBadge object={off} />
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
