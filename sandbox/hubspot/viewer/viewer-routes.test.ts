import { parse } from "node-html-parser";
import { expect, test } from "vitest";
import type { TestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import { PORTAL, startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const LIST = `/contacts/${PORTAL}/objects/0-1/views/all/list`;
const record = (id: string) => `/contacts/${PORTAL}/record/0-1/${id}`;

const open = async (hubspot: TestHubspot, path: string) => parse((await hubspot.visit("GET", path)).text);

test("the list shows contacts newest first, finds them and pages", async () => {
  const hubspot = await startTestHubspot();
  for (let n = 0; n < 30; n += 1)
    hubspot.portal(PORTAL).createRecord("0-1", { firstname: `Person ${n}`, email: `p${n}@example.com` });

  const first = await open(hubspot, LIST);
  const next = first.querySelectorAll("nav a").find((link) => link.text === "Next");
  const second = await open(hubspot, next?.getAttribute("href") ?? "");
  const found = await open(hubspot, `${LIST}?query=P7%40EXAMPLE`);

  expect(first.querySelectorAll("tbody th").map((cell) => cell.text)).toHaveLength(25);
  expect(first.querySelector("tbody th")?.text).toBe("Person 29");
  expect(second.querySelectorAll("tbody th")).toHaveLength(5);
  expect(found.querySelectorAll("tbody th").map((cell) => cell.text)).toEqual(["Person 7"]);
  expect(found.querySelector("caption")?.text).toContain("1 record");
});

test("every page has a language, a title, one main heading and a label for each field", async () => {
  const hubspot = await startTestHubspot();
  const { id } = hubspot.portal(PORTAL).createRecord("0-1", { email: "ann@example.com" });
  const paths = [
    "/",
    LIST,
    `/contacts/${PORTAL}/objects/0-1/new`,
    record(id),
    `/integrations-settings/${PORTAL}/installed`,
  ];

  for (const path of paths) {
    const page = await open(hubspot, path);
    expect(page.querySelector("html")?.getAttribute("lang")).toBe("en");
    expect(page.querySelectorAll("h1")).toHaveLength(1);
    expect(page.querySelector("title")?.text).not.toBe("");
    expect(page.querySelector("script")).toBeNull();
    const labelled = new Set(page.querySelectorAll("label").map((label) => label.getAttribute("for")));
    const fields = page
      .querySelectorAll("input, select, textarea")
      .filter((field) => field.getAttribute("type") !== "hidden");
    for (const field of fields) expect(labelled).toContain(field.getAttribute("id"));
  }
});

test("a person adds a contact, is told what is wrong, and sees it with its history", async () => {
  const hubspot = await startTestHubspot();
  const path = `/contacts/${PORTAL}/objects/0-1/new`;

  const wrong = await hubspot.visit("POST", path, { email: "wrong", firstname: "Ann" });
  const created = await hubspot.visit("POST", path, { email: "Ann@example.com", firstname: "Ann", city: "" });
  const page = await open(hubspot, created.location);

  expect(wrong.status).toBe(422);
  expect(parse(wrong.text).querySelector("[role=alert]")?.text).toContain("Email address wrong is invalid");
  expect(parse(wrong.text).querySelector("#property-firstname")?.getAttribute("value")).toBe("Ann");
  expect(created.status).toBe(303);
  expect(page.querySelector("[role=status]")?.text).toBe("The record was created.");
  expect(page.querySelector("h1")?.text).toBe("Ann");
  expect(page.querySelector("#property-email")?.getAttribute("value")).toBe("ann@example.com");
  expect(page.text).toContain("CRM_UI userId:1001");
});

test("saving writes only what was changed in the form, and escapes what it shows", async () => {
  const hubspot = await startTestHubspot();
  const portal = hubspot.portal(PORTAL);
  const { id } = portal.createRecord("0-1", { email: "ann@example.com", firstname: "Ann", city: "Paris" });

  const saved = await hubspot.visit("POST", record(id), {
    email: "ann@example.com",
    firstname: "<b>Ann</b>",
    city: "",
  });

  expect(saved.location).toBe(`${record(id)}?done=saved`);
  expect(portal.contacts.find(id)?.values.get("firstname")).toBe("<b>Ann</b>");
  expect(portal.contacts.find(id)?.values.get("city")).toBe("");
  expect(portal.contacts.find(id)?.history.get("email")).toHaveLength(1);
  expect((await hubspot.visit("GET", record(id))).text).not.toContain("<b>Ann</b>");
  const refused = await hubspot.visit("POST", record(id), { email: "wrong" });
  expect(refused.status).toBe(422);
});

test("a page opened before another change does not undo it", async () => {
  const hubspot = await startTestHubspot();
  const portal = hubspot.portal(PORTAL);
  const { id } = portal.createRecord("0-1", { firstname: "Ann", city: "Paris" });
  const page = await open(hubspot, record(id));
  const fields = (page.querySelector("form")?.querySelectorAll("input[name]") ?? []).map((field) => [
    field.getAttribute("name"),
    field.getAttribute("value"),
  ]);
  portal.updateRecord("0-1", id, { city: "Rome" });

  await hubspot.visit("POST", record(id), { ...Object.fromEntries(fields), firstname: "Anna" });

  expect(portal.contacts.find(id)?.values.get("firstname")).toBe("Anna");
  expect(portal.contacts.find(id)?.values.get("city")).toBe("Rome");
});

test("a person deletes, restores, merges and permanently deletes", async () => {
  const hubspot = await startTestHubspot();
  const portal = hubspot.portal(PORTAL);
  const create = (email: string) => portal.createRecord("0-1", { email }).id;
  const [a, b] = [create("a@example.com"), create("b@example.com")];

  await hubspot.visit("POST", `${record(a)}/delete`);
  expect((await open(hubspot, `${LIST}?archived=true`)).querySelector("tbody th")?.text).toBe("a@example.com");
  expect((await open(hubspot, record(a))).querySelector("button")?.text).toBe("Restore");
  await hubspot.visit("POST", `${record(a)}/restore`);
  expect(portal.contacts.find(a)).toBeDefined();

  expect((await hubspot.visit("POST", `${record(a)}/merge`, { objectIdToMerge: "1" })).status).toBe(422);
  const merged = await hubspot.visit("POST", `${record(a)}/merge`, { objectIdToMerge: b });
  expect(merged.status).toBe(303);
  expect((await hubspot.visit("GET", record(b))).location).toBe(merged.location.split("?")[0]);

  await hubspot.visit("POST", `${merged.location.split("?")[0]}/privacy-delete`);
  expect((await hubspot.visit("GET", record(a))).status).toBe(404);
});

test("a person changes subscriptions both ways, unlike an app", async () => {
  const hubspot = await startTestHubspot();
  const portal = hubspot.portal(PORTAL);
  const { id } = portal.createRecord("0-1", { email: "ann@example.com" });
  const set = (state: string) =>
    hubspot.visit("POST", `${record(id)}/subscription`, { subscriptionId: "901001", state });

  await set("UNSUBSCRIBED");
  expect(portal.contacts.find(id)?.values.get("hs_email_optout_901001")).toBe("true");
  await set("SUBSCRIBED");
  expect(portal.subscriptions.status("ann@example.com", 901_001).state).toBe("SUBSCRIBED");
  await hubspot.visit("POST", `${record(id)}/unsubscribe-all`);
  expect(portal.contacts.find(id)?.values.get("hs_email_optout")).toBe("true");
});

test("removing the app on the connected apps page kills its tokens", async () => {
  const hubspot = await startTestHubspot();
  const path = `/integrations-settings/${PORTAL}/installed`;

  expect((await open(hubspot, path)).querySelector("h2")?.text).toBe("Test App");
  const removed = await hubspot.visit("POST", `/integrations-settings/${PORTAL}/uninstall`);

  expect(removed.location).toBe(path);
  expect((await open(hubspot, path)).text).toContain("No app is connected.");
  expect((await hubspot.call("GET", "/account-info/2026-09/details")).status).toBe(401);
});

test("pages are neither counted nor limited, and unknown ones are 404", async () => {
  const hubspot = await startTestHubspot({ rateLimit: 1 });

  for (let n = 0; n < 3; n += 1) expect((await hubspot.visit("GET", LIST)).status).toBe(200);

  expect(hubspot.log.counts().total).toBe(0);
  for (const path of ["/contacts/1", `/contacts/${PORTAL}/record/0-1/1`, `/contacts/${PORTAL}/record/9-9/1`]) {
    expect((await hubspot.visit("GET", path)).status).toBe(404);
  }
});
