import { BlockStack, Button, Card, Checkbox, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isBlocked } from "#app/components/obstacle.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import type { SyncRow } from "./syncs-model.ts";

interface Props {
  rows: readonly SyncRow[];
  busy: boolean;
  /** code of what kept it from starting */
  failure: string | null;
  onStart: (objects: readonly string[]) => void;
}

const canRun = ({ obstacles }: SyncRow) =>
  !isBlocked(obstacles) && !obstacles.some(({ kind }) => kind === "hubspot_scopes");

/** The first choice, all objects on one page with settings that suit most shops: one click turns them on. */
export function StartCard({ rows, busy, failure, onStart }: Props) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = rows.filter((row) => canRun(row) && !left.includes(row.object)).map(({ object }) => object);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("syncs.start.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("syncs.start.text")}
          </Text>
        </BlockStack>
        <BlockStack gap="200">
          {rows.map((row) => (
            <Choice
              key={row.object}
              row={row}
              checked={chosen.includes(row.object)}
              onChange={(checked) =>
                setLeft((old) => (checked ? old.filter((key) => key !== row.object) : [...old, row.object]))
              }
            />
          ))}
        </BlockStack>
        {failure ? <InlineError fieldID="start-syncs" message={t(`syncs.refusals.${failure}`)} /> : null}
        <InlineStack>
          <Button
            id="start-syncs"
            variant="primary"
            loading={busy}
            disabled={chosen.length === 0}
            onClick={() => onStart(chosen)}
          >
            {t("syncs.start.action")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Choice({ row, checked, onChange }: { row: SyncRow; checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation();
  const nouns = useNouns(row.object);
  const [obstacle] = row.obstacles;
  const help =
    canRun(row) || !obstacle ? t(`syncs.way.${row.direction}`, nouns) : t(`obstacles.${obstacle.kind}.title`, nouns);
  return (
    <Checkbox label={nouns.object} helpText={help} checked={checked} disabled={!canRun(row)} onChange={onChange} />
  );
}
