import { afterEach, expect, test } from "vitest";
import { createClock } from "#sandbox/http/clock.ts";
import { createShopState } from "./state.ts";
import { openShopify, SHOP } from "./test-support.ts";

const OTHER = "second-shop.myshopify.com";
let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

async function openTwo() {
  const clock = createClock();
  const make = (domain: string) => createShopState({ domain, name: domain, now: clock.now });
  shop = await openShopify({ clock, shops: [make(SHOP), make(OTHER)] });
  return shop;
}

test("a token opens its own shop only", async () => {
  const { send, token, shopify } = await openTwo();
  shopify.install(OTHER);

  const answer = await send(
    "POST",
    "/admin/api/2026-10/graphql.json",
    { query: "{ shop { name } }" },
    { "x-shopify-access-token": token, "x-forwarded-host": OTHER },
  );

  expect(answer.status).toBe(401);
});

test("an id token of one shop is refused by another", async () => {
  const { exchange, shopify, send } = await openTwo();
  shopify.install(OTHER);

  expect((await exchange({ subject_token: shopify.idToken(OTHER) })).body.error).toBe("invalid_subject_token");
  const own = await send("GET", "/__control/state");
  expect(own.body).toMatchObject({ shops: { [SHOP]: { isInstalled: true }, [OTHER]: { isInstalled: true } } });
});

test("the same e-mail address may be a customer of both, under different ids", async () => {
  const { shopify } = await openTwo();

  const one = shopify.shop(SHOP).customers.create({ email: "a@example.com" });
  const other = shopify.shop(OTHER).customers.create({ email: "a@example.com" });

  expect(one.ok && other.ok && one.value.id !== other.value.id).toBe(true);
});
