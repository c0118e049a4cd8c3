import { SyncError } from "#app/sync/errors.ts";
import type { Values } from "#app/sync/record.ts";
import type { HubspotErrorBody } from "./translate-error.ts";
import { correlationOf } from "./translate-error.ts";

/** One complaint of an error body: what is wrong with which property, as far as HubSpot says. */
interface Issue {
  readonly code: string;
  readonly property: string | undefined;
  readonly words: string;
}

const pipelineProperties = ["hs_pipeline", "pipeline"];
const stageProperties = ["hs_pipeline_stage", "dealstage"];
const currencyProperties = ["hs_currency_code", "hs_line_item_currency_code", "deal_currency_code"];
const emailProperties = ["email", "hs_additional_emails"];

const isOneOf = (names: readonly string[], property: string | undefined) =>
  property !== undefined && names.includes(property);

/** What an issue means, first fit first. HubSpot gives few codes, so its words are read where there is none. */
const meanings: readonly { readonly code: string; readonly fits: (issue: Issue) => boolean }[] = [
  {
    code: "property_missing",
    fits: ({ code, words }) =>
      code === "PROPERTY_DOESNT_EXIST" || /PROPERTY_DOESNT_EXIST|propert\S* \S* ?does ?n[o']t exist/i.test(words),
  },
  {
    code: "property_read_only",
    fits: ({ code, words }) => code === "READ_ONLY_VALUE" || /read[- ]only/i.test(words),
  },
  { code: "portal_rule", fits: ({ code }) => /^MISSING_(CONDITIONAL_)?REQUIRED/.test(code) },
  {
    code: "stage_missing",
    fits: ({ code, property }) =>
      isOneOf([...pipelineProperties, ...stageProperties], property) || /PIPELINE|STAGE/.test(code),
  },
  {
    code: "email_taken",
    fits: ({ property, words }) =>
      /contact already exists/i.test(words) || (isOneOf(emailProperties, property) && isTakenIn(words)),
  },
  { code: "value_taken", fits: ({ words }) => isTakenIn(words) },
  {
    code: "currency_missing",
    fits: ({ code, property }) => isOneOf(currencyProperties, property) || /CURRENCY/.test(code),
  },
  {
    code: "option_missing",
    fits: ({ code, words }) => code === "INVALID_OPTION" || /not one of the allowed options/i.test(words),
  },
  {
    code: "invalid_email",
    fits: ({ code, words }) => code === "INVALID_EMAIL" || /email (address )?\S* ?is (not valid|invalid)/i.test(words),
  },
  {
    code: "limit_reached",
    fits: ({ code, words }) =>
      /LIMIT_(REACHED|EXCEEDED)/.test(code) ||
      (/(reached|exceed\w*) (its|the|your)( \w+){0,3} limit|limit\b.{0,40} (reached|exceeded)/i.test(words) &&
        !/character/i.test(words)),
  },
  {
    code: "portal_rule",
    fits: ({ words }) => /required propert|not allowed by|validation rule|violates/i.test(words),
  },
  { code: "invalid_value", fits: ({ code }) => code !== "" },
];

/**
 * The error as one about a single record: permanent, with a code whose text tells the merchant what to do, and the property it is about
 * where HubSpot names one. Of several complaints that about a missing property counts first, for it can be repaired. HubSpot's own words
 * stay in the cause: they quote values.
 * @param sent the values that were refused: `stage_missing` names the pipeline's stage that was asked for
 */
export function translateRecordError(error: HubspotErrorBody, sent: Values = {}): SyncError {
  const found = issuesOf(error).flatMap((issue) => {
    const code = meanings.find(({ fits }) => fits(issue))?.code;
    return code ? [{ code, property: issue.property }] : [];
  });
  const [first] = [
    ...found.filter(({ code }) => code === "property_missing"),
    ...found.filter(({ code }) => code !== "invalid_value"),
    ...found,
  ];
  const fallback = error.category === "VALIDATION_ERROR" ? "invalid_value" : "vendor_refused";
  const { code, property } = first ?? { code: fallback, property: undefined };
  const stage = stageProperties.map((name) => sent[name]).find((id) => id);
  return new SyncError("permanent", {
    code,
    details: {
      ...correlationOf(error),
      ...(property ? { property } : {}),
      ...(code === "stage_missing" && stage ? { stage } : {}),
    },
    cause: new Error(error.message ?? "no message"),
  });
}

/** Whether it is a property's definition that is wrong, so that every record with a value for it is refused. */
export function blamesDefinition(error: HubspotErrorBody): boolean {
  return ["property_missing", "property_read_only"].includes(translateRecordError(error).code);
}

/** Whether another record holds a value that HubSpot keeps unique. */
export function isTaken(error: HubspotErrorBody): boolean {
  return error.category === "CONFLICT" || ["email_taken", "value_taken"].includes(translateRecordError(error).code);
}

/**
 * The record that holds the value which a write wanted.
 * "Contact already exists. Existing ID: 123" · "Cannot set PropertyValueCoordinates{…} on 5. 123 already has that value."
 */
export function existingId(error: HubspotErrorBody): string | null {
  const words = [error.message, ...(error.errors ?? []).map((detail) => detail.message)].join(" ");
  return /Existing ID: ?(\d+)/i.exec(words)?.[1] ?? /(\d+) already has that value/i.exec(words)?.[1] ?? null;
}

/** Records that the request names and HubSpot does not have: the other end of an association. */
export function missingRecords(error: HubspotErrorBody): readonly string[] {
  const { context = {} } = error;
  if (error.category !== "OBJECT_NOT_FOUND" && !context.INVALID_OBJECT_IDS) return [];
  return Object.entries(context).flatMap(([name, ids]) => (/^(objectId|ids|\w+ObjectId)$/.test(name) ? ids : []));
}

function isTakenIn(words: string): boolean {
  return /already (exists|has that value)/i.test(words);
}

/** The details, those which a message carries as JSON, and the message itself. */
function issuesOf(error: HubspotErrorBody): readonly Issue[] {
  const direct = (error.errors ?? []).map((detail) => {
    const named = detail.context?.propertyName ?? detail.context?.properties ?? [];
    const words = detail.message ?? "";
    return { code: detail.code ?? nameOf(detail.subCategory), property: named[0] ?? nameIn(words) ?? detail.in, words };
  });
  const message = error.message ?? "";
  const own = { code: nameOf(error.subCategory), property: nameIn(message), words: message.split("[{")[0] ?? "" };
  return [...direct, ...embeddedIssues(message), own];
}

/** "Property values were not valid: [{"isValid":false,"message":"…","error":"INVALID_EMAIL","name":"email"…}]", at times cut short. */
function embeddedIssues(message: string): readonly Issue[] {
  const [, ...entries] = message.split(/"isValid":/);
  return entries.map((entry) => ({
    code: /"(?:error|code)":"([A-Z_]+)"/.exec(entry)?.[1] ?? "",
    property: /"name":"(\w+)"/.exec(entry)?.[1],
    words: /"message":"((?:[^"\\]|\\.)*)"/.exec(entry)?.[1] ?? "",
  }));
}

function nameIn(words: string): string | undefined {
  return (
    /propertyName=(\w+)/.exec(words)?.[1] ??
    /Property ["']?(\w+)["']? (?:does not exist|doesn't exist)/i.exec(words)?.[1]
  );
}

function nameOf(subCategory: unknown): string {
  return typeof subCategory === "string" ? subCategory : "";
}
