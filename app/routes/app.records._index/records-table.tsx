import { memo } from "react";
import { useTranslation } from "react-i18next";
import { OutcomeBadge } from "#app/components/outcome-badge.tsx";
import { RowLink, RowTable } from "#app/components/row-table.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useRecordName } from "#app/components/use-nouns.ts";
import type { RecordRow } from "./records-model.ts";

interface Props {
  readonly object: string;
  readonly rows: readonly RecordRow[];
}

/** Records by number, with state and reason in words. Drawn again only when its rows change. */
export const RecordsTable = memo(function RecordsTable({ object, rows }: Props) {
  const { t } = useTranslation();
  const nameOf = useRecordName(object);
  return (
    <RowTable
      leading
      headings={[
        t("records.columns.record"),
        t("records.columns.state"),
        t("records.columns.reason"),
        t("records.columns.settled"),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <RowLink url={`/app/records/${row.id}?object=${object}`}>{nameOf(row)}</RowLink>
          </td>
          <td>
            <OutcomeBadge status={row.status} />
          </td>
          <td>{row.reason ? t([`reasons.${row.reason}.title`, "reasons.unexpected.title"]) : ""}</td>
          <td className="row-when">
            <TimeAgo at={row.settledAt} />
          </td>
        </tr>
      ))}
    </RowTable>
  );
});
