import { UnstyledLink } from "@shopify/polaris";
import type { MouseEvent, ReactNode } from "react";

interface Props {
  readonly headings: readonly string[];
  /** a click anywhere in a row follows its `RowLink` */
  readonly leading?: boolean;
  readonly children: ReactNode;
}

/**
 * Rows (`tr` of `td`) under headings that stay in sight. On a phone the cells of a row stand below each other, by the style sheet alone.
 * Polaris' own table measures itself and draws its rows again once a browser has taken over the page; this one is there at once.
 */
export function RowTable({ headings, leading = false, children }: Props) {
  return (
    <table className={leading ? "row-table is-leading" : "row-table"} {...(leading && { onClick: followRow })}>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function followRow({ target, nativeEvent }: MouseEvent) {
  if (!(target instanceof Element) || target.closest("a, button") || getSelection()?.isCollapsed === false) return;
  const link = target.closest("tbody tr")?.querySelector(".row-link");
  // The same keys held: a click may ask for a new tab.
  link?.dispatchEvent(new window.MouseEvent("click", nativeEvent));
}

/** Leads to what a row is about. */
export function RowLink({ url, children }: { url: string; children: ReactNode }) {
  return (
    <UnstyledLink url={url} className="row-link">
      {children}
    </UnstyledLink>
  );
}

interface RowButtonProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/**
 * Looks like Polaris' button, which asks for the window's size, each by itself, and draws itself twice: too dear for one that stands in
 * every row. It keeps the focus while it is of no use, which a disabled one would lose.
 */
export function RowButton({ label, disabled, onClick, children }: RowButtonProps) {
  return (
    <button
      type="button"
      className="row-button"
      aria-label={label}
      aria-disabled={disabled}
      onClick={disabled ? undefined : onClick}
    >
      {children}
    </button>
  );
}

/** The same look for what leads elsewhere. */
export function RowButtonLink({ url, label, children }: { url: string; label: string; children: ReactNode }) {
  return (
    <UnstyledLink url={url} className="row-button" aria-label={label}>
      {children}
    </UnstyledLink>
  );
}
