import { openAddress } from "./navigate.ts";

const RETRY = "X-Shopify-Retry-Invalid-Session-Request";
const REAUTHORIZE = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/**
 * Requests to the app's own origin carry an id token. One the app calls stale is sent once more with a fresh token, and
 * an address that the app names for a new grant is opened in place of the admin page.
 */
export function patchFetch(idToken: () => Promise<string>): void {
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has("Authorization")) {
      return plainFetch(request);
    }
    const again = request.clone();
    let response = await plainFetch(await authorize(request));
    if (response.status === 401 && response.headers.has(RETRY)) response = await plainFetch(await authorize(again));
    const address = response.headers.get(REAUTHORIZE);
    if (address !== null) openAddress(address, "_top");
    return response;
  };

  async function authorize(request: Request): Promise<Request> {
    const headers = new Headers(request.headers);
    headers.set("Authorization", `Bearer ${await idToken()}`);
    headers.set("X-Requested-With", "XMLHttpRequest");
    return new Request(request, { headers });
  }
}
