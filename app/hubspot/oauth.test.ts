import { expect, test } from "vitest";
import { authorizedScopes } from "./granted-scopes.ts";
import { createOauthClient } from "./oauth.ts";

const config = {
  clientId: "client",
  clientSecret: "secret",
  redirectUri: "https://app.example/hubspot/callback",
  scopes: authorizedScopes.required,
  optionalScopes: authorizedScopes.optional,
};

test("asks for exactly the uploaded app's scopes, with blanks as %20 as HubSpot wants them", () => {
  const url = createOauthClient(config, { now: () => new Date() }).authorizeUrl("the.state");

  expect(url).toContain("scope=oauth%20crm.objects.contacts.read%20");
  expect(url).not.toContain("+");
  const query = new URL(url).searchParams;
  expect(query.get("scope")?.split(" ")).toEqual(authorizedScopes.required);
  expect(query.get("optional_scope")?.split(" ")).toEqual(authorizedScopes.optional);
  expect(query.get("redirect_uri")).toBe(config.redirectUri);
  expect(query.get("state")).toBe("the.state");
  expect(url).not.toContain("secret");
});
