import { expect, test } from "vitest";
import type { PropertyDefinition } from "#app/sync/definition.ts";
import type { FakeAnswer, FakeCall } from "#tests/support/fake-hubspot-transport.ts";
import { fakeTransport } from "#tests/support/fake-hubspot-transport.ts";
import { completeProperties } from "./complete-properties.ts";
import { crmApi } from "./crm-api.ts";

const text: PropertyDefinition = { label: "Note", description: "", type: "string", fieldType: "text" };
const wanted = { tandem_note: text, tandem_shop: text };
const present = (name: string) => ({ name, type: "string", fieldType: "text", groupName: "tandem", options: [] });

/** A portal with these properties; `answer` goes first. */
function portal(live: object[], answer: (call: FakeCall) => FakeAnswer | null = () => null) {
  const transport = fakeTransport((call) => {
    const instead = answer(call);
    if (instead) return instead;
    if (call.path.endsWith("/groups")) return { body: { results: [{ name: "tandem", archived: false }] } };
    if (call.method === "GET") return { body: { results: live } };
    const { inputs } = call.body as { inputs: object[] };
    live.push(...inputs);
    return { status: 201, body: { results: inputs } };
  });
  const api = crmApi(transport, { portalId: "77", lane: "live" });
  const asked = () => transport.calls.map(({ method, path }) => `${method} ${path.split("2026-09/")[1]}`);
  return { api, asked };
}

test("a portal that has everything costs one request", async () => {
  const { api, asked } = portal([present("tandem_note"), present("tandem_shop"), present("name")]);

  const { made, properties } = await completeProperties(api, "orders", wanted);

  expect(made).toEqual([]);
  expect(properties.map(({ name }) => name)).toEqual(["tandem_note", "tandem_shop", "name"]);
  expect(asked()).toEqual(["GET orders"]);
});

test("what is made is known by HubSpot's answer and not read again", async () => {
  const { api, asked } = portal([present("tandem_shop")]);

  const { made, properties } = await completeProperties(api, "orders", wanted);

  expect(made).toEqual(["tandem_note"]);
  expect(properties.map(({ name }) => name)).toEqual(["tandem_shop", "tandem_note"]);
  expect(asked()).toEqual(["GET orders", "GET orders/groups", "POST orders/batch/create"]);
});

test("what another process made meanwhile is read", async () => {
  const live = [present("tandem_shop")];
  const { api, asked } = portal(live, ({ method, path }) => {
    if (method !== "POST") return null;
    if (path.endsWith("/batch/create")) live.push(present("tandem_note"));
    return { status: 409, body: { status: "error", category: "OBJECT_ALREADY_EXISTS", message: "exists" } };
  });

  const { properties } = await completeProperties(api, "orders", wanted);

  expect(properties.map(({ name }) => name)).toEqual(["tandem_shop", "tandem_note"]);
  expect(asked().slice(-2)).toEqual(["POST orders", "GET orders"]);
});
