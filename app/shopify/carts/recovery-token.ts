/**
 * The checkout's token out of its recovery address, which is the only place the Admin API shows it; orders and webhooks name it alone.
 * Seen are `/<shop id>/checkouts/<token>/recover` and `/<shop id>/checkouts/ac/<token>/recover`, each also below a language such as
 * `/fr-ca`. @returns null for an address of another form.
 */
export function recoveryToken(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const match = /\/checkouts\/(?:[a-z]{2}\/)?([\w.~%=-]+)\/recover\/?$/.exec(new URL(address).pathname);
  const token = match?.[1];
  // `/checkouts/ac/recover` names none.
  if (!token || /^[a-z]{2}$/.test(token)) return null;
  return decoded(token);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a stray percent sign: no token of Shopify's
  }
}
