import type { Route, StandInResponse } from "#sandbox/http/serve.ts";
import type { Status, StatusState } from "#sandbox/hubspot/consent/subscription-store.ts";
import type { ChangeSource } from "#sandbox/hubspot/crm/change-source.ts";
import { apiSource } from "#sandbox/hubspot/crm/change-source.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import type { ApiCall, ApiHandler } from "#sandbox/hubspot/guard.ts";
import { apiRoute } from "#sandbox/hubspot/guard.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import { readObject } from "#sandbox/hubspot/read-input.ts";

const READ = { scopes: ["communication_preferences.read", "communication_preferences.read_write"] };
const WRITE = { scopes: ["communication_preferences.write", "communication_preferences.read_write"] };

const STATES: StatusState[] = ["SUBSCRIBED", "UNSUBSCRIBED", "NOT_SPECIFIED"];
const LEGAL_BASES = [
  "LEGITIMATE_INTEREST_PQL",
  "LEGITIMATE_INTEREST_CLIENT",
  "PERFORMANCE_OF_CONTRACT",
  "CONSENT_WITH_NOTICE",
  "NON_GDPR",
  "PROCESS_AND_STORE",
  "LEGITIMATE_INTEREST_OTHER",
];

function assertEmailChannel(channel: unknown): void {
  if (channel !== "EMAIL")
    throw invalid(`Invalid value for channel: ${String(channel)}. Supported channels are [EMAIL]`);
}

function readLegalBasis(call: ApiCall, input: JsonObject): Pick<Status, "legalBasis" | "legalBasisExplanation"> {
  const { legalBasis, legalBasisExplanation } = input;
  if (legalBasis === undefined || legalBasis === null) {
    if (call.portal.seed.dataPrivacy)
      throw invalid("legalBasis and legalBasisExplanation are required in this account");
    return {};
  }
  if (typeof legalBasis !== "string" || !LEGAL_BASES.includes(legalBasis)) {
    throw invalid(`legalBasis must be one of [${LEGAL_BASES.join(", ")}]`);
  }
  if (typeof legalBasisExplanation !== "string") return { legalBasis };
  return { legalBasis, legalBasisExplanation };
}

function complete(world: HubspotWorld, results: object[]): StandInResponse {
  const at = toInstant(world.options.clock.now());
  return { status: 200, body: { status: "COMPLETE", results, startedAt: at, completedAt: at } };
}

const addressOf = ({ portal, request }: ApiCall) => portal.subscriptions.address(request.params.email ?? "");

function present({ portal }: ApiCall, email: string, typeId: number, reason?: string): object {
  const status = portal.subscriptions.status(email, typeId);
  return {
    channel: "EMAIL",
    source: status.source,
    status: status.state,
    subscriberIdString: email,
    subscriptionId: typeId,
    subscriptionName: portal.subscriptions.type(typeId).name,
    businessUnitId: 0,
    timestamp: toInstant(status.at),
    ...(status.legalBasis ? { legalBasis: status.legalBasis } : {}),
    ...(status.legalBasisExplanation ? { legalBasisExplanation: status.legalBasisExplanation } : {}),
    ...(reason ? { setStatusSuccessReason: reason } : {}),
  };
}

const presentAll = (call: ApiCall, email: string, reason?: string) =>
  call.portal.subscriptions.types.map((type) => present(call, email, type.id, reason));

function presentDefinitions({ portal }: ApiCall): object[] {
  const since = toInstant(Date.UTC(2023, 0, 2));
  return portal.subscriptions.types.map((type) => ({
    id: String(type.id),
    name: type.name,
    description: type.description ?? "",
    purpose: "Marketing",
    communicationMethod: "Email",
    businessUnitId: 0,
    isActive: true,
    isDefault: false,
    isInternal: false,
    createdAt: since,
    updatedAt: since,
  }));
}

function writeStatus(call: ApiCall, source: ChangeSource): object {
  const input = readObject(call.request);
  assertEmailChannel(input.channel);
  const { subscriptions, seed } = call.portal;
  const email = addressOf(call);
  const state = STATES.find((one) => one === input.statusState);
  if (!state) throw invalid(`statusState must be one of [${STATES.join(", ")}]`);
  const typeId = Number(input.subscriptionId);
  if (!Number.isInteger(typeId))
    throw invalid("Invalid input JSON: Some required fields were not set: [subscriptionId]");
  subscriptions.type(typeId);
  const basis = readLegalBasis(call, input);
  const isOut = subscriptions.status(email, typeId).state === "UNSUBSCRIBED";
  if (isOut && state !== "UNSUBSCRIBED" && !seed.allowResubscribe) {
    throw invalid(`${email} has opted out of subscription ${typeId} and cannot be subscribed again through the API`, {
      context: { subscriberIdString: [email], subscriptionId: [String(typeId)] },
    });
  }
  const isChanged = subscriptions.set(email, typeId, { state, source: "API", ...basis }, source);
  const changed = isOut ? "RESUBSCRIBE_OCCURRED" : "REQUESTED_CHANGE_OCCURRED";
  return present(call, email, typeId, isChanged ? changed : "NO_STATUS_CHANGE");
}

function presentWide({ portal }: ApiCall, email: string): object {
  const since = portal.subscriptions.allSince(email);
  return {
    channel: "EMAIL",
    status: since === undefined ? "NOT_SPECIFIED" : "UNSUBSCRIBED",
    subscriberIdString: email,
    wideStatusType: "PORTAL_WIDE",
    businessUnitId: 0,
    timestamp: toInstant(since ?? 0),
  };
}

/** Communication preferences: definitions, statuses of an address, and opting out of everything. */
export function subscriptionRoutes(world: HubspotWorld): Route[] {
  const definitions: ApiHandler = (call) => complete(world, presentDefinitions(call));
  const read: ApiHandler = (call) => {
    assertEmailChannel(call.request.url.searchParams.get("channel"));
    return complete(world, presentAll(call, addressOf(call)));
  };
  const write: ApiHandler = (call) => complete(world, [writeStatus(call, apiSource(world.options.appId))]);
  const readAll: ApiHandler = (call) => {
    assertEmailChannel(call.request.url.searchParams.get("channel"));
    return complete(world, [presentWide(call, addressOf(call))]);
  };
  const writeAll: ApiHandler = (call) => {
    assertEmailChannel(call.request.url.searchParams.get("channel"));
    const email = addressOf(call);
    const isChanged = call.portal.subscriptions.unsubscribeAll(email, apiSource(world.options.appId));
    return complete(world, presentAll(call, email, isChanged ? "UNSUBSCRIBE_FROM_ALL_OCCURRED" : "NO_STATUS_CHANGE"));
  };
  return ["/communication-preferences/:version", "/communication-preferences/v4"].flatMap((base) => [
    apiRoute(world, "GET", `${base}/definitions`, READ, definitions),
    apiRoute(world, "GET", `${base}/statuses/:email`, READ, read),
    apiRoute(world, "POST", `${base}/statuses/:email`, WRITE, write),
    apiRoute(world, "GET", `${base}/statuses/:email/unsubscribe-all`, READ, readAll),
    apiRoute(world, "POST", `${base}/statuses/:email/unsubscribe-all`, WRITE, writeAll),
  ]);
}
