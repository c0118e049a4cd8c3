import { z } from "zod";
import { SyncError } from "#app/sync/errors.ts";
import { hubspotApi, hubspotApiVersion } from "./api-version.ts";

const detailsSchema = z.object({
  portalId: z.number().int().positive(),
  accountType: z.string().nullish(),
  timeZone: z.string().nullish(),
  companyCurrency: z.string().nullish(),
  additionalCurrencies: z.array(z.string()).nullish(),
  uiDomain: z.string().nullish(),
  dataHostingLocation: z.string().nullish(),
});

/** What links, times and the tracking script need to know of a portal. */
export interface AccountFacts {
  readonly portalId: string;
  readonly accountType: string | null;
  readonly timeZone: string | null;
  /** the company currency, ISO 4217 */
  readonly currency: string | null;
  /** all currencies that records may have, the company's first; null when HubSpot does not say */
  readonly currencies: readonly string[] | null;
  readonly uiDomain: string | null;
  readonly dataHostingLocation: string | null;
}

/** Reads an account's facts with a token just granted, before the portal is stored. */
export async function readAccount(accessToken: string): Promise<AccountFacts> {
  const response = await send("GET", `/account-info/${hubspotApiVersion}/details`, accessToken);
  const parsed = detailsSchema.safeParse(await response.json().catch(() => null));
  if (!response.ok || !parsed.success) {
    throw new SyncError("transient", {
      code: "hubspot_unavailable",
      afterMs: 2000,
      details: { status: String(response.status) },
    });
  }
  const { portalId, accountType, timeZone, companyCurrency, additionalCurrencies, uiDomain, dataHostingLocation } =
    parsed.data;
  return {
    portalId: String(portalId),
    accountType: accountType ?? null,
    timeZone: timeZone ?? null,
    currency: companyCurrency ?? null,
    // Without the list an account is not known to have one currency only.
    currencies: companyCurrency && additionalCurrencies ? [companyCurrency, ...additionalCurrencies] : null,
    uiDomain: uiDomain ?? null,
    dataHostingLocation: dataHostingLocation ?? null,
  };
}

/**
 * Removes the app from the portal, which ends all its tokens. HubSpot asks this of certified apps when a merchant disconnects.
 * @returns whether HubSpot confirmed it (an app that is gone already counts)
 */
export async function uninstallFromPortal(accessToken: string): Promise<boolean> {
  const response = await send("DELETE", `/appinstalls/${hubspotApiVersion}/external-install`, accessToken);
  return response.ok || response.status === 401 || response.status === 404;
}

async function send(method: string, path: string, accessToken: string): Promise<Response> {
  try {
    return await fetch(`${hubspotApi}${path}`, {
      method,
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(15_000),
    });
  } catch (cause) {
    throw new SyncError("transient", { code: "hubspot_unavailable", afterMs: 2000, cause });
  }
}
