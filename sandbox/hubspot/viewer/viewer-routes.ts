import type { Route, StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { humanRoute } from "#sandbox/http/serve.ts";
import { findObjectType } from "#sandbox/hubspot/crm/object-types.ts";
import { HubspotError } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import type { ObjectSpace, Portal } from "#sandbox/hubspot/portal.ts";
import { showConnectedApps, uninstallApp } from "#sandbox/hubspot/viewer/connected-apps-page.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";
import { createFromForm, showNewRecord } from "#sandbox/hubspot/viewer/new-record-page.ts";
import { page } from "#sandbox/hubspot/viewer/page.ts";
import { actOnRecord } from "#sandbox/hubspot/viewer/record-actions.ts";
import { showList } from "#sandbox/hubspot/viewer/record-list-page.ts";
import { showRecord } from "#sandbox/hubspot/viewer/record-page.ts";

/** Which portal and type a page is about. */
export interface Visit {
  world: HubspotWorld;
  portal: Portal;
  space: ObjectSpace;
  request: StandInRequest;
  /** Links of the bar on top. */
  links: [string, string][];
}

export const listAddress = (portal: Portal, space: ObjectSpace) =>
  `/contacts/${portal.id}/objects/${space.type.typeId}/views/all/list`;

export const recordAddress = (portal: Portal, space: ObjectSpace, id: string) =>
  `/contacts/${portal.id}/record/${space.type.typeId}/${id}`;

const missing = (text: string) => page({ title: "Not found", status: 404, body: html`<p class="card">${text}</p>` });

type Show = (visit: Visit) => StandInResponse;

/** Pages of a portal for people: the CRM's list and records, and the connected apps. */
export function viewerRoutes(world: HubspotWorld): Route[] {
  const visiting = (method: string, pattern: string, show: Show): Route =>
    humanRoute(method, pattern, (request) => {
      const portal = world.portals.get(Number(request.params.portalId));
      if (!portal) return missing("There is no such account.");
      const type = findObjectType(request.params.typeId ?? "0-1");
      if (!type || !portal.has(type.typeId)) return missing("There is no such kind of record.");
      const space = portal.space(type.typeId);
      const links: [string, string][] = [
        ...portal.spaces().map((one): [string, string] => [listAddress(portal, one), one.type.label.many]),
        [`/integrations-settings/${portal.id}/installed`, "Connected apps"],
        ["/", "Accounts"],
      ];
      try {
        return show({ world, portal, space, request, links });
      } catch (cause) {
        if (cause instanceof HubspotError && cause.status === 404) return missing("There is no such record.");
        throw cause;
      }
    });
  return [
    humanRoute("GET", "/", () => showAccounts(world)),
    visiting("GET", "/contacts/:portalId", showList),
    visiting("GET", "/contacts/:portalId/objects/:typeId/views/all/list", showList),
    visiting("GET", "/contacts/:portalId/objects/:typeId/new", showNewRecord),
    visiting("POST", "/contacts/:portalId/objects/:typeId/new", createFromForm),
    visiting("GET", "/contacts/:portalId/record/:typeId/:id", showRecord),
    visiting("POST", "/contacts/:portalId/record/:typeId/:id", actOnRecord),
    visiting("POST", "/contacts/:portalId/record/:typeId/:id/:action", actOnRecord),
    visiting("GET", "/integrations-settings/:portalId/installed", showConnectedApps),
    visiting("POST", "/integrations-settings/:portalId/uninstall", uninstallApp),
  ];
}

function showAccounts(world: HubspotWorld): StandInResponse {
  const rows = [...world.portals.values()].map(
    (portal) => html`<li><a href="${listAddress(portal, portal.space("0-1"))}">${portal.name} (${portal.id})</a></li>`,
  );
  return page({ title: "Accounts", body: html`<ul class="card">${rows}</ul>` });
}
