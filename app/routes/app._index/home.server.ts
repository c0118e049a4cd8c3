import type { Container } from "#app/container.server.ts";
import { hubspotUrl, themeEditorUrl } from "#app/routes/app/vendor-urls.server.ts";
import { readHome } from "#app/services/read-home.ts";
import type { HomeModel } from "./home-model.ts";

/** The home screen's read model. */
export async function loadHome(container: Pick<Container, "db" | "env">, shop: string): Promise<HomeModel> {
  const { connection, objects, preferences } = await readHome(container, shop);
  return {
    objects,
    guideDismissed: preferences["guideDismissed"] === true,
    themeEditorUrl: themeEditorUrl(shop, container.env.SHOPIFY_API_KEY),
    connection: connection && {
      portalId: connection.portalId,
      hubDomain: connection.portal.hubDomain,
      status: connection.portal.status === "connected" ? "connected" : "reconnect",
      hubspotUrl: hubspotUrl(connection.portal, "/"),
    },
  };
}
