import * as objectsApi from "@hubspot/api-client/lib/codegen/crm/objects/index.js";
import * as propertiesApi from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import { SyncError } from "#app/sync/errors.ts";
import { toDatedPath } from "./api-version.ts";
import { HubspotRefusal } from "./translate-error.ts";
import type { Caller, HubspotTransport } from "./transport.ts";
import { parseError } from "./transport.ts";

/** The official client's typed endpoints, bound to one caller and sent through our transport. */
export interface CrmApi {
  readonly batch: objectsApi.BatchApi;
  readonly basic: objectsApi.BasicApi;
  readonly search: objectsApi.SearchApi;
  readonly properties: propertiesApi.CoreApi;
  readonly propertyBatch: propertiesApi.BatchApi;
  readonly groups: propertiesApi.GroupsApi;
}

/**
 * Only the client's generated endpoints are used, not its `Client`: that one's limiter and retries are one for the whole process, and a
 * `Client` per portal leaks memory (`README.md`, 1). An API object here is a few closures and goes with its port.
 * A refused request throws HubspotRefusal; everything else that goes wrong is a SyncError of the transport.
 */
export function crmApi(transport: HubspotTransport, caller: Caller): CrmApi {
  const objects = objectsApi.createConfiguration({
    httpApi: objectsApi.wrapHttpLibrary({
      send: (request) => sendVia(transport, caller, request, objectsApi.ResponseContext),
    }),
  });
  const properties = propertiesApi.createConfiguration({
    httpApi: propertiesApi.wrapHttpLibrary({
      send: (request) => sendVia(transport, caller, request, propertiesApi.ResponseContext),
    }),
  });
  return {
    batch: new objectsApi.BatchApi(objects),
    basic: new objectsApi.BasicApi(objects),
    search: new objectsApi.SearchApi(objects),
    properties: new propertiesApi.CoreApi(properties),
    propertyBatch: new propertiesApi.BatchApi(properties),
    groups: new propertiesApi.GroupsApi(properties),
  };
}

interface ClientRequest {
  getUrl(): string;
  getHttpMethod(): string;
  getBody(): unknown;
}

type ResponseClass<Response> = new (
  status: number,
  headers: Record<string, string>,
  body: { text(): Promise<string>; binary(): Promise<Buffer> },
) => Response;

async function sendVia<Response>(
  transport: HubspotTransport,
  caller: Caller,
  request: ClientRequest,
  ResponseContext: ResponseClass<Response>,
): Promise<Response> {
  const url = new URL(request.getUrl());
  const body = request.getBody();
  if (body !== undefined && typeof body !== "string") throw new SyncError("bug", { code: "hubspot_body_not_text" });
  const path = toDatedPath(url.pathname);
  const answer = await transport.send(caller, {
    method: request.getHttpMethod(),
    path: `${path}${url.search}`,
    ...(body === undefined ? {} : { body }),
    repeatable: !isCreate(request.getHttpMethod(), path),
  });
  // The client knows one status for each success and throws at another 2xx, such as a dated path's 200 for 204.
  if (answer.status >= 300) throw new HubspotRefusal(answer.status, parseError(answer.text));
  return new ResponseContext(
    answer.status,
    { ...answer.headers },
    {
      text: async () => answer.text,
      binary: async () => Buffer.from(answer.text),
    },
  );
}

/** A POST that makes a record is the one call that must not be sent twice; reads, updates, upserts and archives may. */
function isCreate(method: string, path: string): boolean {
  return method === "POST" && (/\/batch\/create$/.test(path) || /^\/crm\/objects\/[^/]+\/[^/]+$/.test(path));
}
