import { memo } from "react";
import { useTranslation } from "react-i18next";
import { RowButton, RowButtonLink, RowLink, RowTable } from "#app/components/row-table.tsx";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useFieldNames } from "#app/components/use-field-name.ts";
import { useRecordNames } from "#app/components/use-nouns.ts";
import type { TroubleRow } from "./health-model.ts";

export interface RowHandlers {
  readonly busy: boolean;
  readonly canSync: boolean;
  readonly onAct: (intent: "retry" | "exclude" | "include", row: TroubleRow) => void;
}

interface Props extends RowHandlers {
  readonly rows: readonly TroubleRow[];
  /** of several reasons and objects */
  readonly mixed: boolean;
}

/** Records that do not sync, each with what can be done with it alone. Drawn again only when one of its values changes. */
export const TroubleTable = memo(function TroubleTable({ rows, mixed, busy, canSync, onAct }: Props) {
  const { t } = useTranslation();
  const nameOf = useRecordNames();
  const aboutOf = useAbout(mixed);
  // Many reasons are about no field.
  const about = mixed || rows.some(({ concerned }) => concerned.length > 0);
  return (
    <RowTable
      headings={[
        t("records.columns.record"),
        ...(about ? [t(mixed ? "records.columns.reason" : "health.columns.fields")] : []),
        t("health.columns.since"),
        t("health.columns.open"),
        t("health.columns.actions"),
      ]}
    >
      {rows.map((row) => {
        const { id, object, settledAt } = row;
        const name = nameOf(object, row);
        const url = `/app/records/${id}?object=${object}`;
        return (
          <tr key={`${object}-${id}`}>
            <td>
              <RowLink url={url}>{name}</RowLink>
            </td>
            {about ? <td>{aboutOf(row)}</td> : null}
            <td className="row-when">
              <TimeAgo at={settledAt} />
            </td>
            <td>
              <Sides row={row} name={name} />
            </td>
            <td>
              <div className="row-buttons">
                {row.reason === "ambiguous_match" ? (
                  <RowButtonLink url={url} label={t("health.remedies.choose_label", { name })}>
                    {t("health.remedies.choose")}
                  </RowButtonLink>
                ) : null}
                {intentsOf(row).map((intent) => (
                  <RowButton
                    key={intent}
                    label={t(`health.row.${intent}_label`, { name })}
                    disabled={busy || !canSync}
                    onClick={() => onAct(intent, row)}
                  >
                    {t(`health.row.${intent}`)}
                  </RowButton>
                ))}
              </div>
            </td>
          </tr>
        );
      })}
    </RowTable>
  );
});

/** @returns what a row is about: its fields, and where rows of several reasons are together the reason before them */
function useAbout(mixed: boolean) {
  const { t } = useTranslation();
  const nameOf = useFieldNames();
  return ({ object, reason, concerned }: TroubleRow) => {
    const fields = concerned.map((field) => nameOf(object, field)).join(", ");
    if (!mixed) return fields;
    return [t([`reasons.${reason}.title`, "reasons.unexpected.title"]), fields]
      .filter((part) => part !== "")
      .join(": ");
  };
}

function Sides({ row, name }: { row: TroubleRow; name: string }) {
  const { t } = useTranslation();
  const links = [
    { url: row.shopifyUrl, side: "shopify" },
    { url: row.hubspotUrl, side: "hubspot" },
  ].flatMap(({ url, side }) => (url ? [{ url, side }] : []));
  return (
    <div className="side-links">
      {links.map(({ url, side }) => (
        <a
          key={side}
          className="side-link"
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={t(`health.open.${side}_label`, { name })}
        >
          {t(`health.open.${side}`)}
        </a>
      ))}
    </div>
  );
}

function intentsOf({ reason }: TroubleRow) {
  const decided = reason === "excluded_by_hand" || reason === "unlinked_by_hand";
  return decided ? (["include"] as const) : (["retry", "exclude"] as const);
}
