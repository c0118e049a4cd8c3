import type { StandInResponse } from "#sandbox/http/serve.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";
import { page, seeOther } from "#sandbox/hubspot/viewer/page.ts";
import type { Visit } from "#sandbox/hubspot/viewer/viewer-routes.ts";

/** Which apps may reach the account, and the way to remove them. */
export function showConnectedApps({ world, portal, links }: Visit): StandInResponse {
  const install = world.tokens.install(portal.id);
  const { name } = world.options.app;
  const body = install
    ? html`<section class="card"><h2>${name}</h2><p>May use:</p><ul>${install.scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
<form method="post" action="/integrations-settings/${portal.id}/uninstall"><button>Uninstall ${name}</button></form></section>`
    : html`<p class="card">No app is connected.</p>`;
  return page({ title: "Connected apps", brand: portal.name, links, body });
}

/** The customer's uninstall: tokens die at once, and no webhook says so. */
export function uninstallApp({ world, portal }: Visit): StandInResponse {
  world.tokens.uninstall(portal.id);
  return seeOther(`/integrations-settings/${portal.id}/installed`);
}
