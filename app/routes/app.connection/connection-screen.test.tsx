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
  reconnectReason: null,
  connectedAt: "2026-11-20T15:30:00Z",
  timeZone: "America/New_York",
  currency: "USD",
  hubspotUrl: "https://app.hubspot.com/contacts/4242424/",
} as const;

const authorizeUrl = "/hubspot/authorize?ticket=abc";

function render(connection: ConnectionModel["connection"], more: Partial<ConnectionModel> = {}) {
  return renderScreen(
    <ConnectionScreen
      model={{ connection, authorizeUrl, scopes, privacy: [], ...more }}
      disconnecting={false}
      onDisconnect={() => undefined}
      onDownload={() => undefined}
    />,
  );
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
  const screen = render(facts, { scopes: { ...scopes, granted: [...scopes.granted, ...scopes.optional] } });

  expect(wordsOf(screen)).not.toContain("Not granted");
  expect(screen.querySelector("a[data-connect-hubspot]")).toBeNull();
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
