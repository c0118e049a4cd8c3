import type { Container } from "#app/container.server.ts";
import { toObstacles } from "#app/routes/app/obstacles.server.ts";
import { toActivity } from "#app/routes/app/to-activity.server.ts";
import { hubspotUrl, themeEditorUrl } from "#app/routes/app/vendor-urls.server.ts";
import { readHome } from "#app/services/read-home.ts";
import type { HomeModel } from "./home-model.ts";

/** The home screen's read model. */
export async function loadHome(
  container: Pick<Container, "db" | "env" | "clock">,
  { shop, userId }: { shop: string; userId: string },
): Promise<HomeModel> {
  const { connection, objects, preferences, ...home } = await readHome(container, shop, container.clock.now());
  return {
    objects,
    guideDismissed: preferences["guideDismissed"] === true,
    themeEditorUrl: themeEditorUrl(shop, container.env.SHOPIFY_API_KEY),
    activity: home.activity.map((row) => toActivity(row, userId)),
    obstacles: Object.fromEntries(
      Object.entries(home.obstacles).map(([object, known]) => [object, toObstacles(known)]),
    ),
    drifted: home.drifted,
    fights: home.fights,
    connection: connection && {
      portalId: connection.portalId,
      hubDomain: connection.portal.hubDomain,
      status: connection.portal.status === "connected" ? "connected" : "reconnect",
      hubspotUrl: hubspotUrl(connection.portal, "/"),
    },
  };
}
