import { Button } from "@shopify/polaris";
import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { ConnectLink } from "./connect-link.tsx";
import type { ConnectionModel } from "./connection-model.ts";
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
  connectedAt: "2026-11-20T15:30:00Z",
  timeZone: "America/New_York",
  currency: "USD",
  hubspotUrl: "https://app.hubspot.com/contacts/4242424/",
} as const;

const authorizeUrl = "/hubspot/authorize?ticket=abc";

function render(connection: ConnectionModel["connection"], more: Partial<ConnectionModel> = {}) {
  return renderScreen(
    <ConnectionScreen
      model={{ connection, authorizeUrl, scopes, ...more }}
      disconnecting={false}
      onDisconnect={() => undefined}
    />,
  );
}

test("before connecting it says what happens, what is asked for, and opens HubSpot in a new tab", () => {
  const screen = render(null);

  const link = screen.querySelector("a[data-connect-hubspot]");
  expect(link?.getAttribute("href")).toBe(authorizeUrl);
  expect(link?.getAttribute("target")).toBe("_blank");
  expect(wordsOf(screen)).toContain("Read contacts");
  expect(wordsOf(screen)).toContain("No customer is synced until you turn the sync on.");
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
  const screen = render(facts, { scopes: { ...scopes, granted: [...scopes.granted, ...scopes.optional] } });

  expect(wordsOf(screen)).not.toContain("Not granted");
  expect(screen.querySelector("a[data-connect-hubspot]")).toBeNull();
});

test("when HubSpot refused, one link connects again", () => {
  const screen = render({ ...facts, status: "reconnect" });

  expect(wordsOf(screen)).toContain("Reconnect needed");
  expect(screen.querySelectorAll("a[data-connect-hubspot]").map((link) => link.text)).toEqual(["Reconnect HubSpot"]);
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
