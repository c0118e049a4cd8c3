import type { Container } from "#app/container.server.ts";
import { missingScopes } from "#app/hubspot/granted-scopes.ts";
import { hubspotAppUrl, hubspotUrl } from "#app/routes/app/vendor-urls.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { CardState, DiscoverModel } from "./discover-model.ts";

/** HubSpot's numbers of its record types, by which its lists are addressed. */
const typeIds = { customers: "0-1", orders: "0-123", carts: "0-142" } as const;

/** The read model of what there is to discover: places in the connected account. */
export async function loadDiscover({ db }: Pick<Container, "db">, shop: string): Promise<DiscoverModel> {
  const connection = await activeConnection(db, shop);
  if (!connection) return { cards: null };
  const { portal } = connection;
  const settings = await listObjectSettings(db, connection);
  const isOn = (object: MainObjectKey) => settings.some((one) => one.object === object && one.enabled);
  const ofObject = (object: keyof typeof typeIds, url: string): CardState => {
    if (missingScopes(object, portal.scopes).length > 0) return { kind: "missing", object };
    return isOn(object) ? { kind: "open", url } : { kind: "off", object };
  };
  const list = (object: keyof typeof typeIds) =>
    ofObject(object, hubspotUrl(portal, `/objects/${typeIds[object]}/views/all/list`));
  const page = (app: string, path = "") => ({ kind: "open", url: hubspotAppUrl(portal, app, path) }) as const;
  return {
    cards: {
      contacts: list("customers"),
      orders: list("orders"),
      carts: list("carts"),
      dashboards: page("reports-list"),
      pipelines: ofObject("orders", hubspotAppUrl(portal, "settings", `/objects/${typeIds.orders}/pipelines`)),
      forms: page("forms"),
      chat: page("chatflows"),
      workflows: page("workflows"),
    },
  };
}
