import { expect, test } from "vitest";
import { fakeTransport } from "#tests/support/fake-hubspot-transport.ts";
import { listPipelines } from "./pipelines.ts";

const caller = { portalId: "77", lane: "live" } as const;
const stage = (id: string, displayOrder: number, metadata?: object, archived = false) => ({
  id,
  label: id.toUpperCase(),
  displayOrder,
  metadata,
  archived,
});

test("lists pipelines and stages in HubSpot's order with what counts as done", async () => {
  const transport = fakeTransport(() => ({
    body: {
      results: [
        { id: "b", label: "Second", displayOrder: 1, archived: false, stages: [] },
        {
          id: "a",
          label: "Orders",
          displayOrder: 0,
          archived: false,
          stages: [
            stage("shipped", 1, { state: "CLOSED", isClosed: "true" }),
            stage("open", 0, { state: "OPEN" }),
            stage("won", 2, { isClosed: "true", probability: "1.0" }),
            stage("talk", 3, { isClosed: false }),
            stage("bare", 4),
            stage("former", 5, { state: "OPEN" }, true),
          ],
        },
      ],
    },
  }));

  const pipelines = await listPipelines(transport, caller, "orders");

  expect(transport.calls[0]?.path).toBe("/crm/pipelines/2026-09/orders");
  expect(pipelines.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(pipelines[0]?.stages.map(({ id, state }) => [id, state])).toEqual([
    ["open", "OPEN"],
    ["shipped", "CLOSED"],
    ["won", "CLOSED"],
    ["talk", "OPEN"],
    ["bare", null],
  ]);
  expect(pipelines[0]?.stages[0]).toEqual({ id: "open", label: "OPEN", displayOrder: 0, state: "OPEN" });
});

test.each([
  [404, { message: "resource not found" }],
  [400, { message: "Unable to infer object type from: orders" }],
  [
    403,
    {
      category: "MISSING_SCOPES",
      errors: [{ context: { requiredGranularScopes: ["crm.pipelines.orders.read"] } }],
    },
  ],
])("a portal that answers %i has no orders", async (status, body) => {
  const transport = fakeTransport(() => ({ status, body }));

  await expect(listPipelines(transport, caller, "orders")).rejects.toMatchObject({
    kind: "permanent",
    code: "object_unavailable",
  });
});

test("an answer that is not as documented is a bug, not an empty list", async () => {
  const transport = fakeTransport(() => ({ body: { total: 0 } }));

  await expect(listPipelines(transport, caller, "orders")).rejects.toMatchObject({ kind: "bug" });
});
