/**
 * What a caller may do about a failure. Adapters translate at the border; nothing inside knows a status code.
 *
 * - `transient`: try again after `afterMs`
 * - `permanent`: the record fails, with a remedy the merchant can act on
 * - `reconnect`: pause the connection and tell the merchant
 * - `bug`: what it concerns fails or is put back, and an operator is told with the stack
 */
export type SyncErrorKind = "transient" | "permanent" | "reconnect" | "bug";

export interface SyncErrorOptions {
  /** snake_case, doubles as the locale key `errors.<code>` */
  readonly code: string;
  /** vendor's wait for a transient error, in milliseconds */
  readonly afterMs?: number;
  /** what the error's text needs: names and ids, never a stored value or a token */
  readonly details?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

export class SyncError extends Error {
  readonly kind: SyncErrorKind;
  readonly code: string;
  readonly afterMs: number | undefined;
  readonly details: Readonly<Record<string, string>>;

  constructor(kind: SyncErrorKind, options: SyncErrorOptions) {
    super(`${kind}: ${options.code}`, { cause: options.cause });
    this.name = "SyncError";
    this.kind = kind;
    this.code = options.code;
    this.afterMs = options.afterMs;
    this.details = options.details ?? {};
  }
}

/** @returns the error itself when it is one of ours, else a `bug` that carries it as cause. */
export function toSyncError(error: unknown): SyncError {
  return error instanceof SyncError ? error : new SyncError("bug", { code: "unexpected", cause: error });
}
