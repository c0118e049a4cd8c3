import { BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ActivityEntry } from "./activity.ts";
import { useFormat } from "./format.tsx";
import { TimeAgo } from "./time-ago.tsx";

/** What happened, one sentence each, with who did it and when. */
export function ActivityList({ entries }: { entries: readonly ActivityEntry[] }) {
  return (
    <ol className="activity-list">
      {entries.map((entry) => (
        <Box as="li" key={entry.id} paddingBlock="200">
          <Entry entry={entry} />
        </Box>
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: ActivityEntry }) {
  const { t } = useTranslation();
  const sentence = useSentence()(entry);
  return (
    <InlineStack gap="200" align="space-between" blockAlign="start">
      <BlockStack gap="050">
        <Text as="p">{sentence}</Text>
        <Text as="p" tone="subdued">
          {t(`activity.actors.${entry.actor}`)}
        </Text>
      </BlockStack>
      <Text as="span" tone="subdued">
        <TimeAgo at={entry.at} />
      </Text>
    </InlineStack>
  );
}

/** @returns an activity in a sentence; one of a kind that this version does not know is told as such, not hidden. */
function useSentence(): (entry: ActivityEntry) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ kind, object, details }) => {
    const numbers = Object.entries(details).map(([name, value]) => [
      name,
      typeof value === "number" ? format.number(value) : value,
    ]);
    const count = Number(details["drifted"] ?? details["count"] ?? 0);
    const run = details["runKind"] === "audit" ? "audit" : "backfill";
    const values = {
      ...Object.fromEntries(numbers),
      object: object ? t(`objects.${object}`) : "",
      run: t(`activity.runs.${run}`),
      count,
      number: format.number(count),
    };
    return String(t([`activity.kinds.${kind.replace(".", "_")}`, "activity.kinds.other"], values));
  };
}
