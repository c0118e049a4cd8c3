import { parse } from "node-html-parser";
import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import type { TestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import { PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const record = (typeId: string, id: string) => `/contacts/${PORTAL}/record/${typeId}/${id}`;
const list = (typeId: string) => `/contacts/${PORTAL}/objects/${typeId}/views/all/list`;
const open = async (hubspot: TestHubspot, path: string) => parse((await hubspot.visit("GET", path)).text);
const add = (hubspot: TestHubspot, typeId: string, properties: object = {}) =>
  hubspot.portal(PORTAL).createRecord(typeId, { ...properties }).id;

test("the bar on top leads to the list of every object that the account has", async () => {
  const hubspot = await startCommerceHubspot({ portals: [{ id: PORTAL, missingObjects: ["carts"] }] });
  add(hubspot, "0-123", { hs_order_name: "#1001", hs_total_price: "12.50" });

  const page = await open(hubspot, list("0-123"));
  const links = page.querySelectorAll("nav[aria-label=Main] a").map((link) => link.text);

  expect(links).toEqual([
    "Contacts",
    "Companies",
    "Deals",
    "Orders",
    "Products",
    "Line items",
    "Connected apps",
    "Accounts",
  ]);
  expect(page.querySelector("tbody th")?.text).toBe("#1001");
  expect(page.querySelector("tbody tr")?.text).toContain("12.50");
  expect((await hubspot.visit("GET", list("0-142"))).status).toBe(404);
});

test.each(["0-1", "0-2", "0-3", "0-123", "0-142", "0-7", "0-8"])(
  "the pages of %s have one heading, no script, and a label and an id of its own for each field",
  async (typeId) => {
    const hubspot = await startCommerceHubspot();
    const id = add(hubspot, typeId);

    for (const path of [list(typeId), `/contacts/${PORTAL}/objects/${typeId}/new`, record(typeId, id)]) {
      const page = await open(hubspot, path);
      const labelled = page.querySelectorAll("label").map((label) => label.getAttribute("for"));
      const fields = page
        .querySelectorAll("input, select, textarea")
        .filter((field) => field.getAttribute("type") !== "hidden")
        .map((field) => field.getAttribute("id"));
      expect(page.querySelectorAll("h1")).toHaveLength(1);
      expect(page.querySelector("script")).toBeNull();
      expect(labelled).toEqual(expect.arrayContaining(fields));
      expect(new Set(fields).size).toBe(fields.length);
    }
  },
);

test("a person adds an order and moves it to another stage, also of another pipeline", async () => {
  const hubspot = await startCommerceHubspot({
    portals: [
      { id: PORTAL, pipelines: { orders: [{ id: "b2b", label: "B2B", stages: [{ id: "to pay", label: "To pay" }] }] } },
    ],
  });
  const created = await hubspot.visit("POST", `/contacts/${PORTAL}/objects/0-123/new`, { hs_order_name: "#1001" });
  const path = created.location.replace(/\?.*/, "");

  const before = await open(hubspot, path);
  const options = before.querySelectorAll("#move-to-stage option");
  const toPay = options.find((option) => option.text === "To pay")?.getAttribute("value") ?? "";
  const moved = await hubspot.visit("POST", `${path}/stage`, { stage: toPay });
  const after = await open(hubspot, moved.location);

  expect(before.querySelectorAll("#move-to-stage optgroup").map((group) => group.getAttribute("label"))).toEqual([
    "Order Pipeline",
    "B2B",
  ]);
  expect(options.find((option) => option.hasAttribute("selected"))?.text).toBe("Open");
  expect(before.querySelector("#property-hs_pipeline_stage")).toBeNull();
  expect(after.querySelector("[role=status]")?.text).toBe("The record was moved.");
  expect(after.text).toContain("B2B: To pay");
});

test("a person associates two records, sees them linked from both, and takes it back", async () => {
  const hubspot = await startCommerceHubspot();
  const contact = add(hubspot, "0-1", { firstname: "Ann" });
  const company = add(hubspot, "0-2", { name: "Acme" });
  const path = record("0-1", contact);

  const kinds = (await open(hubspot, path)).querySelectorAll("#associate-kind option");
  const kind = kinds.find((option) => option.text === "Company")?.getAttribute("value") ?? "";
  const added = await hubspot.visit("POST", `${path}/associate`, { kind, toId: company });
  const page = await open(hubspot, added.location);
  const other = await open(hubspot, record("0-2", company));
  const removed = await hubspot.visit("POST", `${path}/dissociate`, { toTypeId: "0-2", toId: company });

  expect(page.querySelector("[role=status]")?.text).toBe("The association was added.");
  expect(page.querySelector(`a[href="${record("0-2", company)}"]`)?.text).toBe("Acme");
  expect(page.querySelector("[aria-label=Associations]")?.text).toContain("Primary");
  expect(other.querySelector(`a[href="${path}"]`)?.text).toBe("Ann");
  expect((await open(hubspot, removed.location)).querySelector(`a[href="${record("0-2", company)}"]`)).toBeNull();
});

test("an association that is not possible is explained where it was tried", async () => {
  const hubspot = await startCommerceHubspot();
  const [one, two, item] = [add(hubspot, "0-123"), add(hubspot, "0-123"), add(hubspot, "0-8")];
  const associate = (order: string, toId: string) =>
    hubspot.visit("POST", `${record("0-123", order)}/associate`, { kind: "0-8 HUBSPOT_DEFINED 513", toId });
  await associate(one, item);

  const second = await associate(two, item);
  const missing = await associate(two, "5");

  expect([second.status, missing.status]).toEqual([422, 422]);
  expect(parse(second.text).querySelector("[role=alert]")?.text).toContain("already belongs to");
  expect(parse(missing.text).querySelector("[role=alert]")?.text).toContain("no record with this ID");
});

test("merging is offered where HubSpot has it, permanent deletion for contacts only", async () => {
  const hubspot = await startCommerceHubspot();
  const buttons = async (typeId: string) =>
    (await open(hubspot, record(typeId, add(hubspot, typeId)))).querySelectorAll("button").map(({ text }) => text);

  expect(await buttons("0-1")).toEqual(expect.arrayContaining(["Merge", "Delete permanently (GDPR)"]));
  expect(await buttons("0-2")).toContain("Merge");
  expect(await buttons("0-2")).not.toContain("Delete permanently (GDPR)");
  expect(await buttons("0-7")).toContain("Delete product");
  expect(await buttons("0-7")).not.toContain("Merge");
  const product = add(hubspot, "0-7");
  const merge = await hubspot.visit("POST", `${record("0-7", product)}/merge`, {
    objectIdToMerge: add(hubspot, "0-7"),
  });
  expect(merge.status).toBe(404);
});
