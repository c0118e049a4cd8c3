import type { Container } from "#app/container.server.ts";
import { pauseSync } from "#app/services/pause-sync.ts";
import { readProgress } from "#app/services/read-progress.ts";
import type { ResyncDeps } from "#app/services/resync-object.ts";
import { resyncObject } from "#app/services/resync-object.ts";
import { saveSync } from "#app/services/save-sync.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { StoredObjectSettings } from "#app/store/settings.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { customers } from "#app/sync/objects/customers/definition.ts";
import type { LimitCondition } from "#app/sync/ports.ts";
import type { CustomersModel } from "./customers-model.ts";
import { parseSyncForm } from "./parse-sync-form.server.ts";
import type { SyncForm } from "./sync-form.ts";

const object = "customers";
const emailKnown: LimitCondition = { field: "email", operator: "is_known" };

/** The read model of the customer sync. */
export async function loadCustomers({ db }: Pick<Container, "db">, shop: string): Promise<CustomersModel> {
  const connection = await activeConnection(db, shop);
  const settings = connection && (await objectSettings(db, connection, object));
  return {
    connection: connection ? (connection.portal.status === "connected" ? "connected" : "reconnect") : "none",
    form: toForm(settings),
    progress: await readProgress({ db }, shop),
    fields: customers.fields.map(({ shopify, hubspot, direction, ...field }) => ({
      shopify,
      hubspot,
      direction,
      ours: "property" in field,
    })),
    startedBefore: settings?.firstSyncDoneAt != null,
  };
}

/** What the form asks for: to save, to sync everything again, or to pause. */
export async function changeCustomers(
  container: ResyncDeps,
  who: { readonly shop: string; readonly userId: string },
  data: FormData,
) {
  const input = { ...who, object } as const;
  const intent = data.get("intent");
  if (intent === "resync") return answer(await resyncObject(container, input));
  if (intent === "pause") return answer(await pauseSync(container, input));
  const parsed = parseSyncForm(data);
  if (!parsed.ok) return { ok: false, code: "invalid", fields: parsed.fields } as const;
  const { onlyWithEmail, ...choices } = parsed.form;
  const settings = { ...choices, limit: onlyWithEmail ? [emailKnown] : [] };
  return answer(await saveSync(container, { ...input, settings }));
}

type Result = Awaited<ReturnType<typeof resyncObject | typeof pauseSync | typeof saveSync>>;

function answer(result: Result) {
  if (result === "not_connected" || result === "off") return { ok: false, code: result, fields: [] } as const;
  return { ok: true, done: result } as const;
}

/** What is preselected before anything was saved creates nothing in the shop and leaves out whom HubSpot cannot tell apart. */
export function toForm(settings: StoredObjectSettings | null): SyncForm {
  if (!settings) {
    return {
      enabled: false,
      direction: "both",
      winner: "shopify",
      createInShopify: false,
      consentFromHubspot: false,
      onlyWithEmail: true,
    };
  }
  const { enabled, direction, winner, createInShopify, consentFromHubspot, limit } = settings;
  const onlyWithEmail = limit.some(({ field, operator }) => field === "email" && operator === "is_known");
  return { enabled, direction, winner, createInShopify, consentFromHubspot, onlyWithEmail };
}
