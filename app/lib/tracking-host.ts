/**
 * The host of HubSpot's tracking script for where an account's data lies: `na1` has the plain name, others carry theirs.
 * Source: developers.hubspot.com/docs/api-reference/latest/account/settings/tracking-code/overview.
 */
export function trackingHost(dataHostingLocation: string | null): string {
  const location = dataHostingLocation?.toLowerCase() ?? "na1";
  if (location === "na1" || !/^[a-z]{2,4}\d{1,2}$/.test(location)) return "js.hs-scripts.com";
  return `js-${location}.hs-scripts.com`;
}
