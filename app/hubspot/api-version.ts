/**
 * The one version of HubSpot's API that the app speaks. Supported for 18 months from September 2026; the numbered versions (v1 to v4) end
 * in 2027. Source: developers.hubspot.com/docs/developer-tooling/platform/versioning.
 */
export const hubspotApiVersion = "2026-09";

export const hubspotApi = "https://api.hubapi.com";

/**
 * The official client's paths are those of v3; the dated version has the same contract under other paths.
 * `/crm/v3/objects/contacts` → `/crm/objects/2026-09/contacts`
 */
export function toDatedPath(path: string): string {
  return path.replace(/^\/crm\/v[34]\/(objects|properties)(?=\/|\?|$)/, `/crm/$1/${hubspotApiVersion}`);
}
