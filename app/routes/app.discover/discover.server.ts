import type { Container } from "#app/container.server.ts";
import { missingScopes } from "#app/hubspot/granted-scopes.ts";
import { hubspotAppUrl, hubspotUrl } from "#app/routes/app/vendor-urls.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { CardState, DiscoverModel } from "./discover-model.ts";

/** The read model of what there is to discover: places in the connected account. */
export async function loadDiscover({ db }: Pick<Container, "db">, shop: string): Promise<DiscoverModel> {
  const connection = await activeConnection(db, shop);
  if (!connection) return { cards: null };
  const { portal } = connection;
  const settings = await listObjectSettings(db, connection);
  const isOn = (object: MainObjectKey) => settings.some((one) => one.object === object && one.enabled);
  const settingsOf = (object: MainObjectKey) => settings.find((one) => one.object === object) ?? null;
  // By the numbers of its record types HubSpot's lists are addressed.
  const typeIdOf = (object: MainObjectKey) => objectUnder(object, settingsOf(object)).hubspot.objectTypeId;
  const ofObject = (object: MainObjectKey, url: string): CardState => {
    if (missingScopes(object, portal.scopes, settingsOf(object)).length > 0) return { kind: "missing", object };
    return isOn(object) ? { kind: "open", url } : { kind: "off", object };
  };
  const list = (object: MainObjectKey) =>
    ofObject(object, hubspotUrl(portal, `/objects/${typeIdOf(object)}/views/all/list`));
  const page = (app: string, path = "") => ({ kind: "open", url: hubspotAppUrl(portal, app, path) }) as const;
  return {
    cards: {
      contacts: list("customers"),
      orders: list("orders"),
      carts: list("carts"),
      dashboards: page("reports-list"),
      pipelines: ofObject("orders", hubspotAppUrl(portal, "settings", `/objects/${typeIdOf("orders")}/pipelines`)),
      forms: page("forms"),
      chat: page("chatflows"),
      workflows: page("workflows"),
    },
  };
}
