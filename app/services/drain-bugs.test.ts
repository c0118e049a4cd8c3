import { expect, test } from "vitest";
import { drainChanges } from "#app/services/drain-changes.ts";
import type { RecordPort, Vendors } from "#app/sync/ports.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";

interface Line {
  readonly event: string;
  readonly shopifyId?: string;
  readonly error?: Error;
}

/** The engine with a port to HubSpot that has a bug about one address, and a log that keeps what it is told of errors. */
async function drainWithBug(engine: MemoryEngine, email: string) {
  const { vendors, log } = engine.deps;
  const lines: Line[] = [];
  const broken = (port: RecordPort): RecordPort => ({
    ...{ side: port.side, read: (ids) => port.read(ids), write: (writes) => port.write(writes) },
    findBy: (attribute, values) => {
      if (port.side === "hubspot" && values.includes(email)) throw new TypeError("no such thing");
      return port.findBy(attribute, values);
    },
  });
  const withBug: Vendors = { ...vendors, records: (...args) => broken(vendors.records(...args)) };
  const deps = { ...engine.deps, vendors: withBug, log: { ...log, error: (line: Line) => lines.push(line) } };
  await drainChanges(deps as unknown as Parameters<typeof drainChanges>[0], {
    connection: engine.connection,
    object: "customers",
    lane: "any",
  });
  return lines;
}

test("a bug about one record fails that record alone, and an operator is told with what was thrown", async () => {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ email: "odd@x.io" });
  for (const name of ["ada", "bob", "cyd"]) engine.shopify.create({ email: `${name}@x.io` });
  await engine.deliverAll();

  const lines = await drainWithBug(engine, "odd@x.io");

  expect([...engine.tables.outcomes].map(({ status, reason }) => [status, reason]).sort()).toEqual([
    ["failing", "unexpected"],
    ["in_sync", null],
    ["in_sync", null],
    ["in_sync", null],
  ]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ event: "record.failed", object: "customers", shopifyId: id });
  expect(lines[0]?.error?.cause).toEqual(new TypeError("no such thing"));
});
