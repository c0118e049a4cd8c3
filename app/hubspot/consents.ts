import { z } from "zod";
import { SyncError } from "#app/sync/errors.ts";
import type { Clock, ConsentPort } from "#app/sync/ports.ts";
import { hubspotApiVersion } from "./api-version.ts";
import type { CrmApi } from "./crm-api.ts";
import { HubspotRefusal, translateRefusal } from "./translate-error.ts";
import type { Caller, HubspotTransport } from "./transport.ts";
import { parseError } from "./transport.ts";

const definitionsSchema = z.object({
  results: z.array(
    z.object({
      id: z.union([z.string(), z.number()]).transform(String),
      name: z.string().default(""),
      purpose: z.string().nullish(),
      communicationMethod: z.string().nullish(),
      isActive: z.boolean().default(true),
      isInternal: z.boolean().default(false),
    }),
  ),
});

const base = `/communication-preferences/${hubspotApiVersion}`;
const rememberMs = 10 * 60_000;

/** A portal's subscription type for marketing e-mail. */
export interface MarketingTypes {
  /** @returns its id, null when the portal has none, did not grant the scope, or does not answer as documented. */
  find(caller: Caller): Promise<string | null>;
}

/** Looks the type up once in ten minutes: HubSpot's own "Marketing Information" if there, else the first for marketing. */
export function createMarketingTypes(deps: {
  transport: HubspotTransport;
  clock: Clock;
  mayRead: (portalId: string) => Promise<boolean>;
}): MarketingTypes {
  const remembered = new Map<string, { id: Promise<string | null>; at: number }>();
  const look = async (caller: Caller) =>
    (await deps.mayRead(caller.portalId)) ? await readType(deps.transport, caller) : null;
  return {
    async find(caller) {
      const now = deps.clock.now().getTime();
      const known = remembered.get(caller.portalId);
      if (known && now - known.at < rememberMs) return known.id;
      const id = look(caller);
      remembered.set(caller.portalId, { id, at: now });
      try {
        return await id;
      } catch (error) {
        remembered.delete(caller.portalId);
        throw error;
      }
    },
  };
}

async function readType(transport: HubspotTransport, caller: Caller): Promise<string | null> {
  const answer = await transport.send(caller, { method: "GET", path: `${base}/definitions`, repeatable: true });
  // Records must not wait for this: an account that does not answer as documented has no type that we know of.
  if (answer.status !== 200) return null;
  const parsed = definitionsSchema.safeParse(readJson(answer.text));
  if (!parsed.success) return null;
  const types = parsed.data.results.filter(
    (type) =>
      type.isActive &&
      !type.isInternal &&
      /marketing/i.test(type.purpose ?? "") &&
      /email/i.test(type.communicationMethod ?? "email"),
  );
  return (types.find((type) => /^marketing information$/i.test(type.name)) ?? types[0])?.id ?? null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Marketing consent as HubSpot's e-mails obey it: the status of the contact's address for the portal's marketing type. Two requests each.
 * An address that opted out cannot be subscribed again by an app; HubSpot then refuses.
 * @throws SyncError permanent `missing_scope` when the merchant did not grant communication preferences.
 */
export function consentsOf(
  deps: { transport: HubspotTransport; api: CrmApi; types: MarketingTypes },
  caller: Caller,
): ConsentPort {
  return {
    async set(contactId, state) {
      const type = await deps.types.find(caller);
      if (type === null)
        throw new SyncError("permanent", { code: "missing_scope", details: { scopes: "communication_preferences" } });
      const email = await readEmail(deps.api, contactId);
      if (!email) return "no_email";
      const answer = await deps.transport.send(caller, {
        method: "POST",
        path: `${base}/statuses/${encodeURIComponent(email)}`,
        body: JSON.stringify({
          channel: "EMAIL",
          statusState: state.toUpperCase(),
          subscriptionId: Number(type),
          // Asked for by accounts with privacy settings on, ignored by others.
          legalBasis: "CONSENT_WITH_NOTICE",
          legalBasisExplanation: "Marketing consent as recorded in the Shopify store",
        }),
        repeatable: true,
      });
      if (answer.status < 300) return "done";
      const refusal = new HubspotRefusal(answer.status, parseError(answer.text));
      if (answer.status === 403) throw new SyncError("permanent", { code: "missing_scope", cause: refusal });
      if (answer.status === 400 || answer.status === 409) return "refused";
      throw translateRefusal(refusal);
    },
  };
}

async function readEmail(api: CrmApi, contactId: string): Promise<string | null> {
  try {
    const contact = await api.basic.getById("contacts", contactId, ["email"]);
    return contact.properties.email || null;
  } catch (error) {
    if (error instanceof HubspotRefusal && error.status === 404) return null;
    throw error instanceof HubspotRefusal ? translateRefusal(error) : error;
  }
}
