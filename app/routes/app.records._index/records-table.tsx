import { BlockStack, IndexTable, Link, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { OutcomeBadge } from "#app/components/outcome-badge.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useRecordName } from "#app/components/use-nouns.ts";
import type { RecordRow } from "./records-model.ts";

/** Records by number, with state and reason in words. */
export function RecordsTable({ object, rows }: { object: string; rows: readonly RecordRow[] }) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      resourceName={{ singular: t(`records.one.${object}`), plural: t(`objects.${object}`) }}
      itemCount={rows.length}
      selectable={false}
      condensed={smDown}
      headings={[
        { title: t("records.columns.record") },
        { title: t("records.columns.state") },
        { title: t("records.columns.reason") },
        { title: t("records.columns.settled") },
      ]}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.id} id={row.id} position={position}>
          {smDown ? <NarrowCells object={object} row={row} /> : <WideCells object={object} row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function WideCells({ object, row }: { object: string; row: RecordRow }) {
  const { t } = useTranslation();
  const nameOf = useRecordName(object);
  return (
    <>
      <IndexTable.Cell>
        <Link url={`/app/records/${row.id}?object=${object}`} dataPrimaryLink monochrome removeUnderline>
          <Text as="span" fontWeight="semibold">
            {nameOf(row)}
          </Text>
        </Link>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <OutcomeBadge status={row.status} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        {row.reason ? t([`reasons.${row.reason}.title`, "reasons.unexpected.title"]) : ""}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <TimeAgo at={row.settledAt} />
      </IndexTable.Cell>
    </>
  );
}

function NarrowCells({ object, row }: { object: string; row: RecordRow }) {
  const { t } = useTranslation();
  const nameOf = useRecordName(object);
  return (
    <td className="narrow-cell">
      <BlockStack gap="100" inlineAlign="start">
        <Link url={`/app/records/${row.id}?object=${object}`} dataPrimaryLink monochrome removeUnderline>
          <Text as="span" fontWeight="semibold">
            {nameOf(row)}
          </Text>
        </Link>
        <OutcomeBadge status={row.status} />
        {row.reason ? <Text as="span">{t([`reasons.${row.reason}.title`, "reasons.unexpected.title"])}</Text> : null}
        <Text as="span" tone="subdued">
          <TimeAgo at={row.settledAt} />
        </Text>
      </BlockStack>
    </td>
  );
}
