export interface NotificationsForm {
  readonly broken: boolean;
  readonly failing: boolean;
  readonly firstSync: boolean;
  readonly thresholdUnit: "records" | "percent";
  /** as typed: it may be no number yet */
  readonly threshold: string;
  readonly language: "en" | "de";
}

export interface RecipientFacts {
  readonly id: string;
  readonly address: string;
  readonly state: "asked" | "confirmed" | "stopped";
  /** the mail server did not take the last mail for it */
  readonly undelivered: boolean;
}

/** What the notifications screen shows. */
export interface NotificationsModel {
  /** false: the operator has set up no mail server, and nothing can be sent */
  readonly available: boolean;
  readonly form: NotificationsForm;
  readonly recipients: readonly RecipientFacts[];
}

/** What came of a form or a button. */
export type NotificationsAnswer =
  | { readonly done: "saved" | "added" | "removed" | "tested" }
  /** `field`: the field that is wrong, or null; `code`: what is wrong with it */
  | { readonly done: "failed"; readonly field: "threshold" | "address" | null; readonly code: string };

/** @returns what is unsaved once what was sent is saved: what was changed since then. */
export function settleChanges(
  changes: Partial<NotificationsForm>,
  sent: Partial<NotificationsForm>,
): Partial<NotificationsForm> {
  const names = Object.keys(changes) as (keyof NotificationsForm)[];
  return Object.fromEntries(names.filter((name) => changes[name] !== sent[name]).map((name) => [name, changes[name]]));
}

export function isSameForm(a: NotificationsForm, b: NotificationsForm): boolean {
  return (Object.keys(a) as (keyof NotificationsForm)[]).every((name) => a[name] === b[name]);
}
