import { Badge, BlockStack, Box, Button, Card, Icon, InlineStack, Link, ProgressBar, Text } from "@shopify/polaris";
import { CheckCircleIcon, XSmallIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { GuideStep } from "./home-model.ts";
import { canDismissGuide, guideSteps } from "./home-model.ts";

interface Props {
  state: Readonly<Record<GuideStep, boolean>>;
  themeEditorUrl: string;
  onDismiss: () => void;
}

/** Three steps from installed to in step. The first that is left stands open with the page's one primary action. */
export function SetupGuide({ state, themeEditorUrl, onDismiss }: Props) {
  const { t } = useTranslation();
  const done = guideSteps.filter((step) => state[step]).length;
  const next = guideSteps.find((step) => !state[step]);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="start" wrap={false} gap="200">
            <Text as="h2" variant="headingMd">
              {t("guide.title")}
            </Text>
            {canDismissGuide(state) ? (
              <Button
                icon={XSmallIcon}
                variant="tertiary"
                accessibilityLabel={t("guide.dismiss")}
                onClick={onDismiss}
              />
            ) : null}
          </InlineStack>
          <Text as="p" tone="subdued" id="guide-progress">
            {t("guide.progress", { done, count: guideSteps.length })}
          </Text>
          <ProgressBar
            progress={(done / guideSteps.length) * 100}
            size="small"
            tone="success"
            ariaLabelledBy="guide-progress"
          />
        </BlockStack>
        <ol className="guide-steps">
          {guideSteps.map((step) => (
            <Step key={step} step={step} done={state[step]} open={step === next} themeEditorUrl={themeEditorUrl} />
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function Step(props: { step: GuideStep; done: boolean; open: boolean; themeEditorUrl: string }) {
  const { step, done, open, themeEditorUrl } = props;
  const { t } = useTranslation();
  const urls = { connect: "/app/connection", syncs: "/app/sync", storefront: themeEditorUrl };
  const outside = step === "storefront";
  return (
    <Box as="li" padding="300" borderRadius="200" {...(open ? { background: "bg-surface-secondary" as const } : {})}>
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <span className="guide-mark">
          {done ? (
            <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={t("guide.done")} />
          ) : (
            <span className="guide-open" role="img" aria-label={t("guide.to_do")} />
          )}
        </span>
        <BlockStack gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {done || open ? (
                t(`guide.steps.${step}.title`)
              ) : (
                <Link url={urls[step]} monochrome {...(outside ? { target: "_blank" as const } : {})}>
                  {t(`guide.steps.${step}.title`)}
                </Link>
              )}
            </Text>
            {outside && !done ? <Badge>{t("guide.optional")}</Badge> : null}
          </InlineStack>
          {open ? (
            <>
              <Text as="p">{t(`guide.steps.${step}.text`)}</Text>
              <InlineStack>
                <Button variant="primary" url={urls[step]} {...(outside ? { target: "_blank" as const } : {})}>
                  {t(`guide.steps.${step}.action`)}
                </Button>
              </InlineStack>
            </>
          ) : null}
        </BlockStack>
      </InlineStack>
    </Box>
  );
}
