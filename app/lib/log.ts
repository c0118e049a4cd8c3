import type { DestinationStream, Logger } from "pino";
import pino from "pino";

/** What services log with: an event in the form `noun.past`, ids and counts. Never a value, a token or an address. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "child">;

// Names under which secrets or personal data could travel, at the top, one and two levels down.
const private_ = [
  "accessToken",
  "access_token",
  "refreshToken",
  "refresh_token",
  "authorization",
  "cookie",
  "password",
  "secret",
  "clientSecret",
  "client_secret",
  "idToken",
  "id_token",
  "code",
  "state",
  "hmac",
  "signature",
  "email",
  "phone",
  "firstName",
  "lastName",
  "firstname",
  "lastname",
  "address",
  "address1",
  "values",
  "properties",
  "body",
  "payload",
];

// What went wrong goes by the name "code" too, and is what an operator looks for: a word of ours or of Node's, which no
// authorization code is.
const isErrorCode = (key: string | undefined, value: unknown) =>
  key === "code" && typeof value === "string" && /^([a-z]+(_[a-z]+)+|E[A-Z]+|ERR_[A-Z_]+)$/.test(value);

/**
 * A structured log of JSON lines on standard error, so that standard output stays free for results.
 * An error is logged by name, message, code and stack; its `cause` too. Fields in the list above are replaced by `[hidden]`.
 */
export function createLog(options: { level: string; name: string }, destination?: DestinationStream): Logger {
  return pino(
    {
      name: options.name,
      level: options.level,
      base: { name: options.name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: serializeError, err: serializeError },
      redact: {
        paths: private_.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
        censor: (value, path) => (isErrorCode(path.at(-1), value) ? value : "[hidden]"),
      },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return describeThrown(error);
  const { kind, code, details } = error as Error & { kind?: string; code?: string; details?: unknown };
  const cause = error.cause === undefined || depth > 3 ? undefined : serializeError(error.cause, depth + 1);
  return {
    type: error.name,
    message: hideAddresses(error.message),
    kind,
    code,
    details,
    stack: hideAddresses(error.stack ?? ""),
    cause,
  };
}

// Remix throws answers, too: their status says what happened, and their body may be somebody's.
function describeThrown(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return hideAddresses(String(thrown));
  const { status, statusText } = thrown as { status?: unknown; statusText?: unknown };
  return typeof status === "number"
    ? `answer ${status} ${String(statusText ?? "")}`.trim()
    : "an object that is no error";
}

// A vendor's message may quote the value it refused; what looks like an e-mail address goes.
function hideAddresses(text: string): string {
  return text.replace(/[^\s"'<>(){}[\],;:]+@[^\s"'<>(){}[\],;:]+/g, "[hidden]");
}
