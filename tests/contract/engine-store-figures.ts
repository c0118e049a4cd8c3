import { expect, test } from "vitest";
import type { CustomerFigures, RecordLink } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { EngineStoreFixture } from "./engine-store-fixture.ts";
import { lease, makeLink, object, settlement } from "./engine-store-fixture.ts";

const figures: CustomerFigures = { ordersCount: "3", totalSpent: "120.00", currency: "EUR" };

async function save({ store }: EngineStoreFixture, connection: Connection, link: RecordLink): Promise<void> {
  const { leaseId } = await store.lockNew(connection, object, [`s:${link.shopifyId}`], lease);
  expect(await store.settle(connection, object, leaseId, [settlement({ link })])).toBe(true);
}

/** Part of the battery: what shops of a portal tell each other of contacts that they share. */
export function sharing(open: () => Promise<EngineStoreFixture>): void {
  test("figures are kept with a link, replaced and taken back with it", async () => {
    const fixture = await open();
    const { store, connection, now } = fixture;
    const read = async () => (await store.links(connection, object, "shopify", ["1"]))[0]?.figures ?? null;

    await save(fixture, connection, { ...makeLink("1", "91", now()), figures });
    const noted = await read();
    await save(fixture, connection, { ...makeLink("1", "91", now()), figures: { ...figures, ordersCount: "4" } });
    const replaced = await read();
    await save(fixture, connection, { ...makeLink("1", "91", now()), figures: null });

    expect(noted).toEqual(figures);
    expect(replaced).toEqual({ ...figures, ordersCount: "4" });
    expect(await read()).toBeNull();
  });

  test("another shop of the portal learns whose part is how large, of the records that it asks for", async () => {
    const fixture = await open();
    const { store, connection, neighbour, now } = fixture;
    await save(fixture, connection, { ...makeLink("1", "91", now()), figures });
    await save(fixture, connection, makeLink("2", "92", now()));
    await save(fixture, connection, { ...makeLink("3", "93", now()), figures });

    const found = await store.figuresOfOtherShops(neighbour, object, ["91", "92", "95"]);

    expect([...found].sort()).toEqual([
      ["91", [{ connection, figures }]],
      ["92", [{ connection, figures: null }]],
    ]);
    expect(await store.figuresOfOtherShops(connection, object, ["91"])).toEqual(new Map());
    expect(await store.figuresOfOtherShops(neighbour, object, [])).toEqual(new Map());
  });

  test("a shop that is disconnected has no part any more", async () => {
    const fixture = await open();
    const { store, connection, neighbour, now, disconnect } = fixture;
    await save(fixture, connection, { ...makeLink("1", "91", now()), figures });

    await disconnect();

    expect(await store.figuresOfOtherShops(neighbour, object, ["91"])).toEqual(new Map());
  });
}
