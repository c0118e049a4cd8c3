import { SyncError } from "#app/sync/errors.ts";

const hosts = ["storage.googleapis.com"];
const domains = [".shopify.com", ".shopifysvc.com"];

/**
 * Results of bulk operations lie on Google's storage or on Shopify's own hosts, behind signed addresses. Any other address is refused: it
 * comes from outside, and a server that fetches whatever it is told to can be used against its own network.
 * @throws SyncError bug `bulk_url_refused`
 */
export function checkBulkResultUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const known = url && (hosts.includes(url.hostname) || domains.some((domain) => url.hostname.endsWith(domain)));
  if (!url || !known || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") {
    throw new SyncError("bug", { code: "bulk_url_refused", details: { host: url?.hostname ?? "" } });
  }
  return url;
}
