import { BlockStack, Button, ButtonGroup, IndexTable, Link, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useFieldName } from "#app/components/use-field-name.ts";
import { useRecordName } from "#app/components/use-nouns.ts";
import type { TroubleRow } from "./health-model.ts";

export interface RowHandlers {
  readonly busy: boolean;
  readonly canSync: boolean;
  readonly onAct: (intent: "retry" | "exclude" | "include", row: TroubleRow) => void;
}

/** Records that do not sync, each with what can be done with it alone. `mixed`: of several reasons and objects. */
export function TroubleTable({
  rows,
  mixed,
  ...handlers
}: RowHandlers & { rows: readonly TroubleRow[]; mixed: boolean }) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      resourceName={{ singular: t("health.one"), plural: t("health.many") }}
      itemCount={rows.length}
      selectable={false}
      condensed={smDown}
      headings={[
        { title: t("records.columns.record") },
        { title: t(mixed ? "records.columns.reason" : "health.columns.fields") },
        { title: t("health.columns.since") },
        { title: t("health.columns.open") },
        { title: t("health.columns.actions") },
      ]}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={`${row.object}-${row.id}`} id={`${row.object}-${row.id}`} position={position}>
          {smDown ? (
            <td className="narrow-cell">
              <BlockStack gap="100" inlineAlign="start">
                <Name row={row} />
                <About row={row} mixed={mixed} />
                <Text as="span" tone="subdued">
                  <TimeAgo at={row.settledAt} />
                </Text>
                <Sides row={row} />
                <RowActions row={row} {...handlers} />
              </BlockStack>
            </td>
          ) : (
            <>
              <IndexTable.Cell>
                <Name row={row} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <About row={row} mixed={mixed} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <TimeAgo at={row.settledAt} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Sides row={row} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <RowActions row={row} {...handlers} />
              </IndexTable.Cell>
            </>
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function Name({ row }: { row: TroubleRow }) {
  const nameOf = useRecordName(row.object);
  return (
    <Link url={`/app/records/${row.id}?object=${row.object}`} monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {nameOf(row)}
      </Text>
    </Link>
  );
}

function About({ row, mixed }: { row: TroubleRow; mixed: boolean }) {
  const { t } = useTranslation();
  const nameOf = useFieldName(row.object);
  const reason = t([`reasons.${row.reason}.title`, "reasons.unexpected.title"]);
  const fields = row.concerned.map(nameOf).join(", ");
  return <Text as="span">{mixed ? [reason, fields].filter((part) => part !== "").join(": ") : fields}</Text>;
}

function Sides({ row }: { row: TroubleRow }) {
  const { t } = useTranslation();
  const nameOf = useRecordName(row.object);
  const links = [
    { url: row.shopifyUrl, side: "shopify" },
    { url: row.hubspotUrl, side: "hubspot" },
  ].flatMap(({ url, side }) => (url ? [{ url, side }] : []));
  return (
    <div className="side-links">
      {links.map(({ url, side }) => (
        <Link
          key={side}
          url={url}
          target="_blank"
          accessibilityLabel={t(`health.open.${side}_label`, { name: nameOf(row) })}
        >
          {t(`health.open.${side}`)}
        </Link>
      ))}
    </div>
  );
}

function RowActions({ row, busy, canSync, onAct }: RowHandlers & { row: TroubleRow }) {
  const { t } = useTranslation();
  const nameOf = useRecordName(row.object);
  const name = nameOf(row);
  const decided = row.reason === "excluded_by_hand" || row.reason === "unlinked_by_hand";
  const intents = decided ? (["include"] as const) : (["retry", "exclude"] as const);
  return (
    <ButtonGroup>
      {row.reason === "ambiguous_match" ? (
        <Button
          size="slim"
          url={`/app/records/${row.id}?object=${row.object}`}
          accessibilityLabel={t("health.remedies.choose_label", { name })}
        >
          {t("health.remedies.choose")}
        </Button>
      ) : null}
      {intents.map((intent) => (
        <Button
          key={intent}
          size="slim"
          disabled={busy || !canSync}
          onClick={() => onAct(intent, row)}
          accessibilityLabel={t(`health.row.${intent}_label`, { name })}
        >
          {t(`health.row.${intent}`)}
        </Button>
      ))}
    </ButtonGroup>
  );
}
