import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { remedyOf, remedyUrl } from "#app/components/remedy.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import type { TroubleGroupModel } from "./health-model.ts";
import { healthUrl } from "./health-model.ts";

export interface GroupHandlers {
  readonly busy: boolean;
  /** HubSpot must be connected again before anything moves */
  readonly canSync: boolean;
  readonly onRetryGroup: (group: TroubleGroupModel) => void;
  readonly onAskForScopes: (scopes: readonly string[]) => void;
}

/** Why records of an object do not sync, how many, and what to do about it. */
export function GroupCard({ group, open, ...handlers }: GroupHandlers & { group: TroubleGroupModel; open: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nouns = useNouns(group.object);
  const { status, object, reason, count } = group;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="200">
          <div className="grow">
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                {t([`reasons.${reason}.title`, "reasons.unexpected.title"])}
              </Text>
              <Text as="p" tone="subdued">
                {t("health.group.count", { count, number: format.number(count), object: nouns.object })}
              </Text>
            </BlockStack>
          </div>
          <Badge tone={status === "failing" ? "critical" : "info"}>{t(`status.${status}`)}</Badge>
        </InlineStack>
        <Text as="p">{t([`reasons.${reason}.remedy`, "reasons.unexpected.remedy"], nouns)}</Text>
        <ButtonGroup>
          {open ? null : (
            <Button
              url={healthUrl({ status, object, reason })}
              accessibilityLabel={t("health.group.show_label", {
                reason: t([`reasons.${reason}.title`, "reasons.unexpected.title"]),
                object: nouns.object,
              })}
            >
              {t("health.group.show")}
            </Button>
          )}
          <Actions group={group} {...handlers} />
        </ButtonGroup>
      </BlockStack>
    </Card>
  );
}

function Actions({ group, busy, canSync, onRetryGroup, onAskForScopes }: GroupHandlers & { group: TroubleGroupModel }) {
  const { t } = useTranslation();
  const remedy = remedyOf(group.reason);
  const url = remedyUrl(remedy, group.object);
  const label = {
    reason: t([`reasons.${group.reason}.title`, "reasons.unexpected.title"]),
    object: t(`objects.${group.object}`),
  };
  return (
    <>
      {group.status === "failing" ? (
        <Button
          disabled={busy || !canSync}
          onClick={() => onRetryGroup(group)}
          accessibilityLabel={t("health.group.retry_label", label)}
        >
          {t("health.group.retry")}
        </Button>
      ) : null}
      {group.missingScopes.length > 0 ? (
        <Button disabled={busy} onClick={() => onAskForScopes(group.missingScopes)}>
          {t("health.remedies.grant")}
        </Button>
      ) : url ? (
        <Button url={url} accessibilityLabel={t(`health.remedies.${remedy}_label`, label)}>
          {t(`health.remedies.${remedy}`)}
        </Button>
      ) : null}
    </>
  );
}
