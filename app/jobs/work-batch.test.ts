import { expect, test } from "vitest";
import type { Job } from "./queue-names.ts";
import { workBatch } from "./work-batch.ts";

const job: Job = {
  kind: "drain-changes",
  lane: "live",
  connectionId: "0c1d9f6e-9d3f-4a4e-8f53-0d9ff1a1b0c1",
  shop: "a.myshopify.com",
  portalId: "1",
  object: "customers",
};

test("jobs that mean the same are done once, all are completed", async () => {
  const done: Job[] = [];

  const results = await workBatch(
    [
      { id: "1", data: job },
      { id: "2", data: { ...job } },
      { id: "3", data: { ...job, object: "orders" } },
    ],
    async (one) => void done.push(one),
  );

  expect(done).toHaveLength(2);
  expect(results.map(({ id, status }) => [id, status]).sort()).toEqual([
    ["1", "completed"],
    ["2", "completed"],
    ["3", "completed"],
  ]);
});

test("a job that fails is tried again once, whatever it was sent for, and the others are completed", async () => {
  const results = await workBatch(
    [
      { id: "1", data: job },
      { id: "2", data: job },
      { id: "3", data: { ...job, object: "orders" } },
    ],
    async ({ object }) => {
      if (object === "customers")
        throw Object.assign(new Error("ada@example.com was refused"), { code: "rate_limited" });
    },
  );

  const byId = Object.fromEntries(results.map((result) => [result.id, result]));
  expect(byId["1"]).toEqual({ id: "1", status: "failed", output: { error: "rate_limited" } });
  expect([byId["2"]?.status, byId["3"]?.status]).toEqual(["completed", "completed"]);
});

test("what is no job of ours goes to the dead letters", async () => {
  const results = await workBatch([{ id: "1", data: { kind: "mine-bitcoin" } }], async () => undefined);

  expect(results).toEqual([{ id: "1", status: "deadletter", output: { error: "invalid_job" } }]);
});
