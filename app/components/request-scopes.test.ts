import { expect, test } from "vitest";
import { requestScopes } from "./request-scopes.ts";

test("what is granted afterwards is told, whatever the merchant answered", async () => {
  const asked: string[][] = [];
  const request = async (scopes: string[]) => {
    asked.push(scopes);
    return { result: "declined-all", detail: { granted: ["read_orders"] } };
  };

  expect(await requestScopes({ request }, ["read_all_orders"])).toEqual(["read_orders"]);
  expect(asked).toEqual([["read_all_orders"]]);
});

test("an admin that does not ask is told apart from a merchant who declines", async () => {
  const request = () => Promise.reject(new Error("Not declared as optional scopes: read_all_orders."));

  expect(await requestScopes({ request }, ["read_all_orders"])).toBeNull();
});
