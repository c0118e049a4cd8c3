import { expect, test } from "vitest";
import { openReviewSample } from "#app/services/open-review-sample.ts";
import { readProgress } from "#app/services/read-progress.ts";
import { readReview } from "#app/services/read-review.ts";
import type { ReviewDeps } from "#app/services/run-review.ts";
import { runReview } from "#app/services/run-review.ts";
import { startReview } from "#app/services/start-review.ts";
import { closeConnection, openConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { cancelReview } from "#app/store/reviews.server.ts";
import { findDueJobs } from "#app/store/schedule.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { Connection } from "#app/sync/record.ts";
import { install } from "../adapters/open-adapters.ts";
import { promised, withReviews } from "./open-review.ts";

const other = "second-shop.myshopify.com";
const stage = withReviews({ shopify: { bulkQueueMs: 1_000 }, otherShops: [other] });
const { adapters } = stage;
const withSku = [{ field: "sku", operator: "is_known" }] as const;
const notDraft = [{ field: "status", operator: "not_equals", value: "draft" }] as const;
const withEmail = { limit: [{ field: "email", operator: "is_known" }] } as const;

function addCustomers(prefix: string, count: number, shop = adapters.shop): void {
  for (let n = 0; n < count; n++) shop.customers.load({ email: `${prefix}${n}@example.com`, firstName: `No ${n}` });
}

const pairsLeft = (shop: string) => inShop(adapters.db, shop, (tx) => tx.reviewPair.count());

test("a review whose worker is killed again and again counts each record once", async () => {
  addCustomers("kill", 250);
  adapters.shop.customers.load({ firstName: "Nobody" });
  await stage.start("customers", withEmail);
  const before = await stage.latest("customers");
  const reviewId = before?.id ?? "";
  // Each worker saves once and dies; its lease runs out.
  for (let worker = 0; worker < 6; worker++) {
    adapters.time.advance(130_000);
    await runReview(mortal(stage.deps()), { connection: adapters.connection, object: "customers", reviewId });
  }
  const finished = await finish();

  expect(finished).toMatchObject({ status: "done", processed: 251, total: 251 });
  expect(promised(finished)).toEqual({ create_hubspot: 250, "exclude:no_email": 1 });
  expect(finished.tally.samples["create_hubspot"]).toHaveLength(5);
  expect(await pairsLeft(adapters.connection.shop)).toBe(0);
});

/** A worker that saves once, and whose every further word to the database is lost. */
function mortal(deps: ReviewDeps): ReviewDeps {
  let saves = 0;
  const save: ReviewDeps["reviews"]["save"] = async (...asked) => {
    saves += 1;
    return saves === 1 && (await deps.reviews.save(...asked));
  };
  return { ...deps, reviews: { ...deps.reviews, save, end: async () => false } };
}

/** Other workers take it up. */
async function finish(object = "customers" as const, connection = adapters.connection) {
  for (let job = 0; job < 50; job++) {
    adapters.time.advance(130_000);
    await stage.work(object, connection);
    const review = await stage.latest(object, connection);
    if (review && review.status !== "running") return review;
  }
  throw new Error("The review does not end.");
}

test("asking for the same settings again keeps what is there; other ones, or asking anew, take its place", async () => {
  const first = await stage.review("customers", withEmail);

  const kept = await stage.start("customers", { ...withEmail, enabled: true });
  const same = await stage.latest("customers");
  const changed = await stage.start("customers", { ...withEmail, winner: "hubspot" });
  const twice = await stage.start("customers", { ...withEmail, winner: "hubspot" }, true);
  const second = await stage.latest("customers");

  expect([kept, same?.id]).toEqual(["kept", first.id]);
  expect([changed, twice]).toEqual(["started", "kept"]);
  expect(second).toMatchObject({ status: "running", processed: 0 });
  expect(second?.id).not.toBe(first.id);
});

test("a review that is stopped stays so, whatever its worker does next, and the shop's progress tells of it", async () => {
  await stage.start("customers", withEmail, true);
  await stage.work("customers");
  const running = await readProgress(adapters, adapters.connection.shop);

  await cancelReview(adapters.db, adapters.connection, "customers");
  await stage.work("customers");

  const { id } = (await stage.latest("customers")) ?? {};
  const stopped = await readProgress(adapters, adapters.connection.shop);
  expect(running.reviews["customers"]).toMatchObject({ id, status: "running" });
  expect(stopped.reviews["customers"]).toMatchObject({ id, status: "cancelled" });

  expect(await stage.latest("customers")).toMatchObject({ status: "cancelled" });
  expect(await pairsLeft(adapters.connection.shop)).toBe(0);
});

test("a job that was lost is sent again while its object is off, and none for a review that is over", async () => {
  await stage.start("companies", {});
  const review = await stage.latest("companies");

  const due = await findDueJobs(adapters.db);
  await cancelReview(adapters.db, adapters.connection, "companies");
  const after = await findDueJobs(adapters.db);

  const reviews = (jobs: typeof due) => jobs.filter(({ kind }) => kind === "run-review").map(({ runId }) => runId);
  expect(reviews(due)).toEqual([review?.id]);
  expect(reviews(after)).toEqual([]);
});

test("a sample is read live on both sides, and nothing but the review's own records can be read so", async () => {
  adapters.shop.customers.load({ email: "pair@example.com", firstName: "Ann", lastName: "Lee" });
  stage.portal().createRecord("0-1", { email: "pair@example.com", firstname: "Anna", phone: "+14155550101" });
  const review = await stage.review("customers", { ...withEmail, winner: "hubspot" });
  const [sample] = review.tally.samples["conflict"] ?? [];
  const { shop } = adapters.connection;
  const open = (id: string) =>
    openReviewSample(
      { ...stage.deps(), db: adapters.db },
      { shop, object: "customers", sample: { side: "shopify", id } },
    );

  const opened = await open(sample?.id ?? "");
  const foreign = await open("999");

  if (opened.kind !== "opened") throw new Error(`It is ${opened.kind}.`);
  const of = (name: string) => opened.fields.find(({ hubspot }) => hubspot === name);
  expect(opened).toMatchObject({ plan: "update", reason: null, shopifyId: sample?.id });
  expect(of("firstname")).toMatchObject({
    inShopify: "Ann",
    inHubspot: "Anna",
    toShopify: "Anna",
    rule: "first_winner",
  });
  expect(of("lastname")).toMatchObject({ inShopify: "Lee", inHubspot: null, toHubspot: "Lee", rule: "blank_filled" });
  expect(of("phone")).toMatchObject({ toShopify: "+14155550101", rule: "blank_filled" });
  expect(foreign).toEqual({ kind: "gone" });
});

test("once synced everything is in step, a deletion is foreseen, and what was saved since makes a result old", async () => {
  const product = adapters.shop.products.create({ title: "Cap", variants: [{ price: "1.00", sku: "CAP" }] });
  adapters.shop.products.create({ title: "Hat", variants: [{ price: "2.00", sku: "HAT" }] });
  if (!product.ok) throw new Error("no product");
  await stage.firstSync("products", { direction: "both" });
  const state = async () => (await readReview(adapters, adapters.connection.shop, "products")).review;

  const quiet = await stage.review("products", {});
  const isCurrent = (await state())?.isCurrent;
  adapters.shop.products.delete(product.value.id);
  const deleted = await stage.review("products", {});
  await stage.firstSync("products", { winner: "hubspot" });
  const old = await state();

  expect(promised(quiet)).toEqual({ unchanged: 2 });
  expect(promised(deleted)).toEqual({ unchanged: 1, "gone:delete": 1 });
  expect([isCurrent, old?.isCurrent]).toEqual([true, false]);
});

test("saving what was tried, or turning the sync on or off, leaves a result as it is", async () => {
  const day = (hour: string) => `2026-11-01T${hour}:00:00.000Z`;
  const state = async () => (await readReview(adapters, adapters.connection.shop, "products")).review;
  await stage.review("products", { limit: [...withSku, ...notDraft], historyFrom: day("10") });

  const { db, connection } = adapters;
  const tried = { limit: [...notDraft, ...withSku], historyFrom: day("11"), enabled: false };
  await saveObjectSettings(db, connection, "products", tried);
  const saved = await state();
  await saveObjectSettings(db, connection, "products", { limit: [...withSku] });
  const other = await state();

  expect([saved?.isCurrent, other?.isCurrent]).toEqual([true, false]);
  expect(saved?.historyFrom).toBe(day("10"));
});

test("two shops on one portal are reviewed apart: neither sees or ends the other's", async () => {
  const second = await secondShop();
  addCustomers("theirs", 3, second.state);
  await stage.review("customers", withEmail);

  const theirs = await stage.review("customers", withEmail, second.connection);
  await closeConnection(adapters.db, other);
  const ours = await stage.latest("customers");

  expect(promised(theirs)).toEqual({ create_hubspot: 3 });
  expect(ours).toMatchObject({ status: "done" });
  expect(await stage.latest("customers", second.connection)).toBeNull();
  const asked = { shop: other, object: "customers", settings: {}, form: {}, again: false } as const;
  expect(await startReview({ db: adapters.db, boss: null }, asked)).toBe("not_connected");
});

/** A second shop, connected with the first one's portal. */
async function secondShop(): Promise<{ connection: Connection; state: typeof adapters.shop }> {
  await install(adapters.db, adapters, adapters.shopify, other, adapters.clock);
  const opened = await openConnection(adapters.db, { shop: other, portalId: adapters.connection.portalId });
  return { connection: opened.connection, state: adapters.shopify.shop(other) };
}
