import { Button } from "@shopify/polaris";
import type { ComponentProps } from "react";
import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { ConnectLink } from "./connect-link.tsx";
import type { ConnectionFailure, ConnectionIntent, ConnectionModel } from "./connection-model.ts";
import { linkAfter, standingOf } from "./connection-model.ts";
import { ConnectionScreen } from "./connection-screen.tsx";

const scopes = {
  required: ["oauth", "crm.objects.contacts.read"],
  optional: ["communication_preferences.read_write"],
  granted: ["oauth", "crm.objects.contacts.read"],
};

const facts = {
  portalId: "4242424",
  hubDomain: "demo-portal.hubspot.com",
  status: "connected",
  reconnectReason: null,
  connectedAt: "2026-11-20T15:30:00Z",
  timeZone: "America/New_York",
  currency: "USD",
  region: "eu1",
  accountType: "STANDARD",
  connectedBy: "you",
  invitedBy: null,
  hubspotUrl: "https://app.hubspot.com/contacts/4242424/",
} as const;

const authorizeUrl = "/hubspot/authorize?ticket=abc";

const nothing = () => undefined;
const acts = {
  ...{ onDisconnect: nothing, onDisconnectStore: nothing, onInvite: nothing, onCopy: nothing, onRevoke: nothing },
  ...{ onDownload: nothing, onLook: nothing },
};
const features = [
  { key: "customers", missing: [] },
  { key: "consent", missing: ["communication_preferences.read_write"] },
] as const;
const connectedAt = facts.connectedAt;
const own = { domain: "first.myshopify.com", name: "First", connectedAt, syncsOn: 2, isThis: true, isInvited: false };
const invited = { ...own, domain: "second.myshopify.com", name: null, syncsOn: 0, isThis: false, isInvited: true };

type Shown = Partial<Pick<ComponentProps<typeof ConnectionScreen>, "made" | "failure" | "hubspotUser" | "pending">>;

function render(connection: ConnectionModel["connection"], more: Partial<ConnectionModel> = {}, shown: Shown = {}) {
  const model = { connection, authorizeUrl, scopes, features, stores: [own], invitations: [], privacy: [], ...more };
  const rest = { pending: null, made: null, failure: null, hubspotUser: undefined, ...shown };
  return renderScreen(<ConnectionScreen {...acts} {...rest} model={model} />);
}

test("before connecting it says what happens, what is asked for, and opens HubSpot in a new tab", () => {
  const screen = render(null);

  const link = screen.querySelector("a[data-connect-hubspot]");
  expect(link?.getAttribute("href")).toBe(authorizeUrl);
  expect(link?.getAttribute("target")).toBe("_blank");
  expect(wordsOf(screen)).toContain("Read contacts");
  expect(wordsOf(screen)).toContain("Nothing is synced until you turn a sync on.");
});

test("connected, it shows the account, since when, and which permission is missing", () => {
  const screen = render(facts);

  expect(wordsOf(screen)).toContain("4242424");
  expect(screen.querySelector("time")?.getAttribute("datetime")).toBe(facts.connectedAt);
  expect(screen.querySelector("time")?.text).toMatch(/Nov 20, 2026, 10:30/);
  expect(wordsOf(screen)).toContain("Not granted");
  expect(screen.querySelector(`a[href='${facts.hubspotUrl}']`)?.text).toBe("Open HubSpot");
  expect(screen.querySelectorAll("button").map((button) => button.text)).toContain("Disconnect");
});

test("with every permission granted nobody is asked to connect again", () => {
  const screen = render(facts, {
    scopes: { ...scopes, granted: [...scopes.granted, ...scopes.optional] },
    features: features.map(({ key }) => ({ key, missing: [] })),
  });

  expect(wordsOf(screen)).not.toContain("Not granted");
  expect(screen.querySelector("a[data-connect-hubspot]")).toBeNull();
});

test("region, kind of account and who connected it are said in words, and the HubSpot user once HubSpot told it", () => {
  const words = wordsOf(render(facts));

  for (const part of ["European Union (eu1)", "Standard", "Connected by You", "Asking HubSpot"]) {
    expect(words).toContain(part);
  }
  expect(wordsOf(render(facts, {}, { hubspotUser: "ann@example.com" }))).toContain("HubSpot user ann@example.com");
  expect(wordsOf(render(facts, {}, { hubspotUser: null }))).toContain("HubSpot does not say");
  expect(wordsOf(render({ ...facts, region: "xx9", accountType: "NEW" }))).toContain("xx9");
});

test("what is missing says what that means, which permissions it is, and how to allow it", () => {
  const words = wordsOf(render(facts));

  expect(words).toContain("One thing was not allowed");
  expect(words).toContain("Marketing consent is only written to a property");
  expect(words).toContain("Missing permissions: communication_preferences.read_write");
  expect(words).toContain("Reconnect to allow");
});

test("the stores of the account are listed, and only an invited one can be disconnected from here", () => {
  const screen = render(facts, { stores: [own, invited] });

  const items = screen
    .querySelectorAll("li.plain-item")
    .map(wordsOf)
    .filter((words) => /myshopify/.test(words));
  expect(items[0]).toMatch(/First .*This store.*2 syncs on first\.myshopify\.com · since Nov 20/);
  expect(items[1]).toMatch(/second\.myshopify\.com .*Nothing turned on yet/);
  expect(screen.querySelectorAll("[aria-label='Disconnect second.myshopify.com']")).toHaveLength(1);
  expect(screen.querySelectorAll("[aria-label='Disconnect First']")).toHaveLength(0);
});

test("an invitation's link is shown once, earlier ones with what became of them", () => {
  const invitation = { id: "1", createdAt: connectedAt, expiresAt: connectedAt, acceptedShop: null } as const;
  const states = ["open", "accepted", "revoked", "expired"] as const;
  const invitations = states.map((state) => ({ ...invitation, id: state, state }));

  const screen = render(
    facts,
    { invitations },
    { made: { id: "1", link: "https://app.test/invitation?token=x", expiresAt: connectedAt } },
  );

  expect(screen.querySelector("input[readonly]")?.getAttribute("value")).toBe("https://app.test/invitation?token=x");
  for (const words of ["Not used yet", "Accepted", "Revoked", "Expired"]) expect(wordsOf(screen)).toContain(words);
  expect(screen.querySelectorAll("button[aria-label^='Revoke the invitation']")).toHaveLength(1);
});

test("each failure stands on the card whose button was pressed, also where HubSpot must be connected again", () => {
  const cardOf = (status: "connected" | "reconnect", failure: ConnectionFailure) =>
    render({ ...facts, status }, { stores: [own, invited] }, { failure })
      .querySelectorAll(".Polaris-ShadowBevel")
      .filter((card) => card.querySelector("[role='alert'] .Polaris-InlineError"))
      .map((card) => card.querySelector("h2")?.text);

  expect(cardOf("connected", { intent: "invite", code: "too_many" })).toEqual(["Connect another store"]);
  for (const status of ["connected", "reconnect"] as const) {
    expect(cardOf(status, { intent: "disconnect_store", code: "not_invited" })).toEqual(["Connected stores"]);
    expect(cardOf(status, { intent: "disconnect", code: "malformed" })).toEqual(["HubSpot account"]);
  }
});

test("only the button that was pressed shows that it works", () => {
  const working = (pending: ConnectionIntent) =>
    render(facts, {}, { pending })
      .querySelectorAll("button[aria-busy='true']")
      .map((button) => button.text);

  expect(working("invite")).toEqual([expect.stringContaining("Create invitation link")]);
  expect(working("disconnect")).toEqual([expect.stringContaining("Disconnect")]);
});

test("a link that was made stays until its own invitation is revoked or the connection ends", () => {
  const made = { id: "1", link: "https://app.test/invitation?token=x", expiresAt: connectedAt };

  expect(linkAfter(made, { done: "revoked", id: "2" })).toBe(made);
  expect(linkAfter(made, { done: "store_disconnected" })).toBe(made);
  expect(linkAfter(made, { done: "failed", code: "too_many" })).toBe(made);
  expect(linkAfter(made, { done: "revoked", id: "1" })).toBeNull();
  expect(linkAfter(made, { done: "disconnected" })).toBeNull();
});

test("a permission that was allowed since then is a change, another order of the same ones is none", () => {
  const before = standingOf({ connected: true, scopes: ["a", "b"] });

  expect(standingOf({ connected: true, scopes: ["b", "a"] })).toBe(before);
  expect(standingOf({ connected: true, scopes: ["a", "b", "c"] })).not.toBe(before);
  expect(standingOf({ connected: false, scopes: ["a", "b"] })).not.toBe(before);
  expect(standingOf({ connected: false })).toBe(standingOf({ connected: false, scopes: [] }));
});

test("a shop without a connection can look at an invitation it got; one that must reconnect invites nobody", () => {
  expect(wordsOf(render(null))).toContain("You have an invitation?");
  expect(wordsOf(render({ ...facts, status: "reconnect" }))).not.toContain("Create invitation link");
});

test("when HubSpot refused, one link connects again", () => {
  const screen = render({ ...facts, status: "reconnect", reconnectReason: "unheard_of" });

  expect(wordsOf(screen)).toContain("Reconnect needed");
  expect(screen.querySelectorAll("a[data-connect-hubspot]").map((link) => link.text)).toEqual(["Reconnect HubSpot"]);
});

test("the reason why HubSpot refuses is said in words", () => {
  const reasonOf = (reconnectReason: string) => wordsOf(render({ ...facts, status: "reconnect", reconnectReason }));

  expect(reasonOf("missing_scope")).toContain("refuses Tandem a permission");
  expect(reasonOf("hubspot_access_revoked")).toContain("the app was removed in HubSpot, or");
  expect(reasonOf("unheard_of")).toContain("for example because");
});

test("privacy requests are listed with or without a connection, and a data request that was answered has a file", () => {
  const [receivedAt, doneAt] = ["2026-11-20T15:30:00Z", "2026-11-20T15:31:00Z"];
  const privacy = [
    { id: "3", kind: "customers_redact", customerId: null, receivedAt, doneAt, hasFile: false },
    { id: "2", kind: "customers_data_request", customerId: "501", receivedAt, doneAt: null, hasFile: false },
    { id: "1", kind: "customers_data_request", customerId: "502", receivedAt, doneAt, hasFile: true },
  ] as const;

  for (const screen of [render(null, { privacy }), render(facts, { privacy })]) {
    const items = screen.querySelectorAll("li.plain-item").map(wordsOf).slice(-3);
    expect(items[0]).toMatch(
      /Asked to be erased Customer erased Received Nov 20, 2026, 10:30.+ Done Nov 20, 2026, 10:31/,
    );
    expect(items[1]).toMatch(/Asked for their data Customer 501 .*Not done yet$/);
    expect(items[2]).toMatch(/Customer 502 .*Download$/);
    expect(screen.querySelectorAll("[aria-label='Download the data: Customer 502']")).toHaveLength(1);
  }
  expect(wordsOf(render(facts))).not.toContain("Privacy requests");
});

test("the link to HubSpot looks like Polaris's button", () => {
  const button = renderScreen(
    <Button url="/x" variant="primary">
      Go
    </Button>,
  ).querySelector("a");
  const link = renderScreen(<ConnectLink href="/x">Go</ConnectLink>).querySelector("a");

  const classesOf = (element: typeof link) => element?.getAttribute("class")?.split(" ").sort();
  expect(classesOf(link)).toEqual(classesOf(button));
  expect(link?.querySelector("span")?.getAttribute("class")).toBe(button?.querySelector("span")?.getAttribute("class"));
});
