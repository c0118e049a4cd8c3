interface Asker {
  request(scopes: string[]): Promise<{ readonly detail: { readonly granted: string[] } }>;
}

/**
 * Has the admin ask the merchant for more access to the shop.
 * @returns what is granted afterwards, whether they agreed or not; null when the admin did not ask: it is offline, or does not know the scope
 */
export async function requestScopes(asker: Asker, wanted: readonly string[]): Promise<readonly string[] | null> {
  try {
    const { detail } = await asker.request([...wanted]);
    return detail.granted;
  } catch {
    return null;
  }
}
