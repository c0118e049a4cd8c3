import { expect, test } from "vitest";
import { trackingHost } from "./tracking-host.ts";

test.each([
  ["na1", "js.hs-scripts.com"],
  [null, "js.hs-scripts.com"],
  ["eu1", "js-eu1.hs-scripts.com"],
  ["NA2", "js-na2.hs-scripts.com"],
  ["ap1", "js-ap1.hs-scripts.com"],
  ["evil.example/x", "js.hs-scripts.com"],
])("data in %s is tracked by %s", (location, host) => {
  expect(trackingHost(location)).toBe(host);
});
