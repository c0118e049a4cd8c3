import { readForm } from "#sandbox/http/read-body.ts";
import type { Route, StandInResponse } from "#sandbox/http/serve.ts";
import { humanRoute } from "#sandbox/http/serve.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";
import { page, seeOther } from "#sandbox/hubspot/viewer/page.ts";

interface Authorisation {
  redirectUri: string;
  scopes: string[];
  optionalScopes: string[];
  state: string | null;
  codeChallenge: string | undefined;
}

export interface ConsentOptions {
  world: HubspotWorld;
  /** The addresses that the app's definition allows, as they are now. */
  redirectUris: () => string[];
}

const USER_ID = 1001;

function refusal(message: string): StandInResponse {
  const body = html`<p class="error" role="alert">${message}</p>
<p>Check the install address of the app: HubSpot compares it with the app's definition.</p>`;
  return page({ title: "Authorization failed", body, status: 400 });
}

function splitScopes(text: string | null): string[] {
  return (text ?? "").split(/[\s+]+/).filter((scope) => scope !== "");
}

/** Checks an install address against the app's definition; a text says why it is refused. */
function readAuthorisation({ world, redirectUris }: ConsentOptions, query: URLSearchParams): Authorisation | string {
  const { clientId, app } = world.options;
  if (query.get("client_id") !== clientId) return "The client id is missing or unknown.";
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!redirectUris().includes(redirectUri)) {
    return `The redirect address ${redirectUri || "(none)"} is not one of the app's.`;
  }
  const scopes = splitScopes(query.get("scope"));
  const optionalScopes = splitScopes(query.get("optional_scope"));
  const inApp = ["oauth", ...app.requiredScopes, ...app.conditionallyRequiredScopes, ...app.optionalScopes];
  const unknown = [...scopes, ...optionalScopes].filter((scope) => !inApp.includes(scope));
  if (unknown.length > 0) return `The app does not define these scopes: ${unknown.join(", ")}.`;
  const missing = app.requiredScopes.filter((scope) => scope !== "oauth" && !scopes.includes(scope));
  if (missing.length > 0) return `The address lacks scopes that the app requires: ${missing.join(", ")}.`;
  const misplaced = scopes.filter((scope) => app.optionalScopes.includes(scope));
  if (misplaced.length > 0)
    return `These scopes are optional in the app but required in the address: ${misplaced.join(", ")}.`;
  const codeChallenge = query.get("code_challenge") ?? undefined;
  return { redirectUri, scopes, optionalScopes, state: query.get("state"), codeChallenge };
}

function returnTo(authorisation: Authorisation, answer: Record<string, string>): StandInResponse {
  const target = new URL(authorisation.redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (authorisation.state !== null) target.searchParams.set("state", authorisation.state);
  return { status: 302, headers: { location: target.href, "cache-control": "no-store" } };
}

function showConsent(world: HubspotWorld, query: URLSearchParams, authorisation: Authorisation): StandInResponse {
  const asked = Number(query.get("portalId"));
  const accounts = [...world.portals.values()].map((portal, index) => {
    const isChosen = world.portals.has(asked) ? portal.id === asked : index === 0;
    return html`<p><label><input type="radio" name="portalId" value="${portal.id}" ${isChosen ? html`checked` : ""} required>
${portal.name} (${portal.id}, ${portal.domain})</label></p>`;
  });
  const scopes = [...new Set([...authorisation.scopes, ...authorisation.optionalScopes])];
  const body = html`<form method="post" action="?${query.toString()}">
<div class="card"><fieldset><legend>Choose an account</legend>${accounts}</fieldset></div>
<div class="card"><h2>${world.options.app.name} asks for access to</h2>
<ul>${scopes.map((scope) => html`<li><code>${scope}</code>${authorisation.optionalScopes.includes(scope) ? " (if the account has it)" : ""}</li>`)}</ul></div>
<p class="row"><button name="decision" value="connect">Connect app</button>
<button class="plain" name="decision" value="cancel" formnovalidate>Cancel</button></p>
</form>`;
  return page({ title: `Connect ${world.options.app.name}`, body });
}

/** `/oauth/authorize`: what a person sees when the app asks for access to an account. */
export function consentRoutes(options: ConsentOptions): Route[] {
  const { world } = options;
  return [
    humanRoute("GET", "/oauth/authorize", ({ url }) => {
      const authorisation = readAuthorisation(options, url.searchParams);
      return typeof authorisation === "string"
        ? refusal(authorisation)
        : showConsent(world, url.searchParams, authorisation);
    }),
    humanRoute("POST", "/oauth/authorize", (request) => {
      const authorisation = readAuthorisation(options, request.url.searchParams);
      if (typeof authorisation === "string") return refusal(authorisation);
      const form = readForm(request);
      if (form.get("decision") === "cancel") {
        return returnTo(authorisation, { error: "access_denied", error_description: "user denied access" });
      }
      const portalId = Number(form.get("portalId"));
      if (!world.portals.has(portalId)) return seeOther(`?${request.url.searchParams.toString()}`);
      const grantable = world.grantableScopes(portalId);
      const lacking = authorisation.scopes.filter((scope) => !grantable.includes(scope));
      if (lacking.length > 0) return refusal(`This account's subscription does not include: ${lacking.join(", ")}.`);
      const wanted = ["oauth", ...authorisation.scopes, ...authorisation.optionalScopes];
      const scopes = [...new Set(wanted)].filter((scope) => grantable.includes(scope));
      const grant = { portalId, userId: USER_ID, scopes };
      const code = world.tokens.issueCode(grant, authorisation.redirectUri, authorisation.codeChallenge);
      return returnTo(authorisation, { code });
    }),
  ];
}
