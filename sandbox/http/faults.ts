import { seededRandom } from "#sandbox/http/seeded-random.ts";

/** What can go wrong on purpose. `reset_after` means: applied, but the answer is lost. */
const FAULT_KINDS = [
  "status",
  "hang",
  "reset_before",
  "reset_after",
  "slow",
  "html",
  "empty",
  "truncated",
  "throttled",
  "expired_token",
  "revoked_token",
  "partial",
  "bulk_failed",
  "bulk_partial",
  "webhook_drop",
  "webhook_duplicate",
  "webhook_late",
  "webhook_reorder",
  "webhook_bad_signature",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

interface FaultMatch {
  method?: string;
  /** Regular expression on the path. */
  path?: string;
  /** Regular expression on the raw body, for example an operation's name or an e-mail address. */
  body?: string;
  topic?: string;
  /** Shop domain or portal id. */
  tenant?: string;
}

export interface Fault {
  id: string;
  kind: FaultKind;
  match?: FaultMatch;
  /** How often it strikes; default 1, 0 means until it is cleared. */
  times?: number;
  /** How many matching requests pass before it strikes. */
  skip?: number;
  /** Chance per matching request, drawn from the seeded source; default 1. */
  probability?: number;
  status?: number;
  retryAfterSeconds?: number;
  policyName?: string;
  delayMs?: number;
}

/** What a fault is compared with: a request or a webhook delivery. */
export interface FaultSubject {
  method?: string | undefined;
  path?: string | undefined;
  body?: string | Buffer | undefined;
  topic?: string | undefined;
  tenant?: string | undefined;
}

export interface Faults {
  /** Adds a fault and gives its id. Throws `MalformedFault` with every reason. */
  add(fault: unknown): string;
  list(): Fault[];
  remove(id: string): boolean;
  clear(): void;
  /** The first fault of these kinds that strikes this subject now, used up by one; undefined when none does. */
  take(kinds: readonly FaultKind[], subject: FaultSubject): Fault | undefined;
}

export class MalformedFault extends Error {
  readonly reasons: string[];
  constructor(reasons: string[]) {
    super(reasons.join("; "));
    this.reasons = reasons;
  }
}

interface Armed {
  fault: Fault;
  toSkip: number;
  strikesLeft: number;
}

const NUMBER_FIELDS = ["times", "skip", "probability", "status", "retryAfterSeconds", "delayMs"] as const;
const MATCH_FIELDS = ["method", "path", "body", "topic", "tenant"] as const;
const TEXT_FIELDS = ["policyName"] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function findMatchReasons(match: unknown): string[] {
  if (match === undefined) return [];
  if (!isRecord(match)) return ["match must be an object"];
  const reasons: string[] = [];
  for (const [name, value] of Object.entries(match)) {
    if (!(MATCH_FIELDS as readonly string[]).includes(name)) reasons.push(`match.${name} is unknown`);
    else if (typeof value !== "string") reasons.push(`match.${name} must be text`);
    else if (name === "path" || name === "body") {
      try {
        new RegExp(value);
      } catch (cause) {
        reasons.push(`match.${name} is no regular expression: ${String(cause)}`);
      }
    }
  }
  return reasons;
}

function findReasons(candidate: unknown): string[] {
  if (!isRecord(candidate)) return ["a fault must be an object"];
  const known: readonly string[] = ["id", "kind", "match", ...NUMBER_FIELDS, ...TEXT_FIELDS];
  const reasons = Object.keys(candidate)
    .filter((name) => !known.includes(name))
    .map((name) => `${name} is unknown`);
  if (!(FAULT_KINDS as readonly unknown[]).includes(candidate.kind)) {
    reasons.push(`kind must be one of ${FAULT_KINDS.join(", ")}`);
  }
  for (const name of NUMBER_FIELDS) {
    const value = candidate[name];
    if (value === undefined) continue;
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
      reasons.push(`${name} must be a number of at least 0`);
    } else if (name === "probability" && value > 1) reasons.push("probability must be at most 1");
    else if (name === "status" && (!Number.isInteger(value) || value < 200 || value > 599)) {
      reasons.push("status must be from 200 to 599");
    }
  }
  for (const name of TEXT_FIELDS) {
    if (candidate[name] !== undefined && typeof candidate[name] !== "string") reasons.push(`${name} must be text`);
  }
  return [...reasons, ...findMatchReasons(candidate.match)];
}

function isHit(match: FaultMatch | undefined, subject: FaultSubject): boolean {
  if (!match) return true;
  if (match.method && match.method.toUpperCase() !== subject.method?.toUpperCase()) return false;
  if (match.path && !new RegExp(match.path).test(subject.path ?? "")) return false;
  if (match.body && !new RegExp(match.body).test(subject.body?.toString() ?? "")) return false;
  if (match.topic && match.topic !== subject.topic) return false;
  return !(match.tenant && match.tenant !== subject.tenant);
}

export function createFaults(seed = 1): Faults {
  const armed = new Map<string, Armed>();
  let random = seededRandom(seed);
  let lastId = 0;

  function strikes(entry: Armed, subject: FaultSubject): boolean {
    if (!isHit(entry.fault.match, subject)) return false;
    if (entry.toSkip > 0) {
      entry.toSkip -= 1;
      return false;
    }
    return entry.fault.probability === undefined || random() < entry.fault.probability;
  }

  return {
    add(candidate) {
      const reasons = findReasons(candidate);
      if (reasons.length > 0) throw new MalformedFault(reasons);
      lastId += 1;
      const fault = { ...(candidate as Omit<Fault, "id">), id: `fault-${lastId}` };
      armed.set(fault.id, {
        fault,
        toSkip: fault.skip ?? 0,
        strikesLeft: fault.times === 0 ? Number.POSITIVE_INFINITY : (fault.times ?? 1),
      });
      return fault.id;
    },
    list: () => [...armed.values()].map((entry) => entry.fault),
    remove: (id) => armed.delete(id),
    clear() {
      armed.clear();
      random = seededRandom(seed);
    },
    take(kinds, subject) {
      for (const [id, entry] of armed) {
        if (!kinds.includes(entry.fault.kind) || !strikes(entry, subject)) continue;
        entry.strikesLeft -= 1;
        if (entry.strikesLeft <= 0) armed.delete(id);
        return entry.fault;
      }
      return undefined;
    },
  };
}
