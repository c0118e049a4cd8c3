import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from "undici";
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

test("tokens that come without the portal's id are taken", async () => {
  const before = getGlobalDispatcher();
  const vendor = new MockAgent();
  vendor.disableNetConnect();
  setGlobalDispatcher(vendor);
  try {
    vendor
      .get("https://api.hubapi.com")
      .intercept({ method: "POST", path: /\/oauth\/.+\/token$/ })
      .reply(
        200,
        { access_token: "a", refresh_token: "r", expires_in: 60 },
        { headers: { "content-type": "application/json" } },
      );

    const tokens = await createOauthClient(config, { now: () => new Date(0) }).exchange("code");

    expect(tokens).toEqual({ accessToken: "a", refreshToken: "r", expiresAt: new Date(60_000), scopes: [] });
  } finally {
    setGlobalDispatcher(before);
    await vendor.close();
  }
});
