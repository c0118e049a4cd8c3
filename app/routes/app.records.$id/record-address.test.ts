import { expect, test } from "vitest";
import { addressOf, hubspotIdIn } from "./record-address.ts";

const opened = (path: string) => new URL(`https://tandem.example${path}`);
const inHubspot = { id: "7", shopifyId: null, hubspotId: "91" };
const pair = { id: "8", shopifyId: "1", hubspotId: "91" };

test("a record that only HubSpot has is opened with its id there, and whatever else the address says", () => {
  const address = addressOf(inHubspot, opened("/app/records/7?object=products&embedded=1"));

  expect(address).toBe("/app/records/7?object=products&embedded=1&hubspot=91");
  expect(addressOf(inHubspot, opened(address ?? ""))).toBeNull();
});

test("a row that goes on as another one is opened as that", () => {
  expect(addressOf(pair, opened("/app/records/7?object=products&hubspot=91"))).toBe(
    "/app/records/8?object=products&hubspot=91",
  );
});

test("a pair is opened as it is", () => {
  expect(addressOf(pair, opened("/app/records/8?object=products"))).toBeNull();
});

test.each([
  ["?hubspot=91", "91"],
  ["?hubspot=9'1", null],
  ["", null],
])("of an address that ends in %s the HubSpot id is %s", (search, id) => {
  expect(hubspotIdIn(opened(`/app/records/7${search}`))).toBe(id);
});
