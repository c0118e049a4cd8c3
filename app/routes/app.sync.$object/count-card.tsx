import { BlockStack, Button, Card, InlineGrid, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { FormLimit } from "./sync-form.ts";
import { useLimitCount } from "./use-limit-count.ts";

/** How many of the shop's records the limit lets in, as it stands on the page: counted on request, for all of them are read. */
export function CountCard({ object, limit }: { object: MainObjectKey; limit: FormLimit }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const { state, start, stop } = useLimitCount(object, limit);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("sync.count.title", nouns)}
        </Text>
        <Text as="p" tone="subdued">
          {t(`sync.count.text`, nouns)}
        </Text>
        {state.kind === "idle" || state.kind === "failed" ? null : <Figures object={object} state={state} />}
        {state.kind === "failed" ? (
          <Text as="p" tone="critical">
            <span role="alert">{t([`sync.count.errors.${state.code}`, "sync.count.errors.failed"])}</span>
          </Text>
        ) : null}
        <InlineStack>
          {state.kind === "counting" ? (
            <Button onClick={stop}>{t("sync.count.stop")}</Button>
          ) : (
            <Button onClick={start}>{t(state.kind === "idle" ? "sync.count.start" : "sync.count.again")}</Button>
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

type Counted = Exclude<ReturnType<typeof useLimitCount>["state"], { kind: "idle" | "failed" }>;

function Figures({ object, state }: { object: string; state: Counted }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nouns = useNouns(object);
  const { counted, inside, total } = state;
  const numbers = { ...nouns, counted: format.number(counted), total: format.number(total ?? counted) };
  return (
    <BlockStack gap="300">
      <InlineGrid columns={2} gap="300">
        {(["in", "out"] as const).map((name) => (
          <BlockStack key={name} gap="050">
            <Text as="span" tone="subdued">
              {t(`sync.count.${name}`)}
            </Text>
            <Text as="span" variant="headingLg" numeric>
              {format.number(name === "in" ? inside : counted - inside)}
            </Text>
          </BlockStack>
        ))}
      </InlineGrid>
      {state.kind === "counting" && total ? (
        <ProgressBar
          progress={Math.min(100, (counted / total) * 100)}
          size="small"
          ariaLabelledBy="count-progress"
          animated={false}
        />
      ) : null}
      <Text as="p" tone="subdued" id="count-progress">
        <span aria-live="polite">{t(`sync.count.${state.kind}`, numbers)}</span>
      </Text>
    </BlockStack>
  );
}
