import { expect, test } from "vitest";
import type { RecordWrite } from "#app/sync/ports.ts";
import type { ObjectKey, Values } from "#app/sync/record.ts";
import type { FakeAnswer, FakeCall } from "#tests/support/fake-hubspot-transport.ts";
import { fakeTransport } from "#tests/support/fake-hubspot-transport.ts";
import { sampleDefinition } from "#tests/support/sample-definitions.ts";
import { crmApi } from "../crm-api.ts";
import { describeObject } from "./object-scope.ts";
import { writeRecords } from "./write-records.ts";

interface Input {
  readonly objectWriteTraceId: string;
  readonly id?: string;
  readonly properties: Record<string, string>;
}

const inputsOf = ({ body }: FakeCall) => (body.inputs ?? []) as unknown as readonly Input[];

function open(object: ObjectKey, answer: (call: FakeCall) => FakeAnswer) {
  const transport = fakeTransport(answer);
  const repairs: number[] = [];
  const scope = {
    ...describeObject(sampleDefinition(object), null),
    api: crmApi(transport, { portalId: "77", lane: "live" }),
    repairProperties: async () => void repairs.push(transport.calls.length),
  };
  return { write: (writes: readonly RecordWrite[]) => writeRecords(scope, writes), calls: transport.calls, repairs };
}

const create = (ref: string, values: Values, more: { parentId?: string } = {}): RecordWrite => ({
  kind: "create",
  ref,
  key: `shop:${ref}`,
  values,
  ...more,
});
const update = (ref: string, values: Values): RecordWrite => ({ kind: "update", ref, id: ref, values });

const record = ({ objectWriteTraceId, id, properties }: Input) => ({
  id: id ?? `9${objectWriteTraceId}`,
  properties,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
  archived: false,
  objectWriteTraceId,
});

/** HubSpot's answer to a batch of which it refuses some. */
function answering(call: FakeCall, refuse: (input: Input) => object | null): FakeAnswer {
  const inputs = inputsOf(call);
  const errors = inputs.flatMap((input) => {
    const error = refuse(input);
    return error ? [{ ...error, context: { objectWriteTraceId: [input.objectWriteTraceId] } }] : [];
  });
  const results = inputs.filter((input) => !refuse(input)).map(record);
  const times = { status: "COMPLETE", startedAt: "2026-01-01T00:00:00Z", completedAt: "2026-01-01T00:00:00Z" };
  return errors.length > 0
    ? { status: 207, body: { ...times, results, errors, numErrors: errors.length } }
    : { status: call.path.endsWith("/create") ? 201 : 200, body: { ...times, results } };
}

const taken = (property: string) => ({
  category: "VALIDATION_ERROR",
  message: `Cannot set PropertyValueCoordinates{portalId=77, propertyName=${property}, value=x} on 1. 555 already has that value.`,
});
const wrong = (property: string, code: string) => ({
  category: "VALIDATION_ERROR",
  message: "Property values were not valid",
  errors: [{ message: "no", code, context: { propertyName: [property] } }],
});

test("a part is created with the association to its whole, in one request for a hundred", async () => {
  const { write, calls } = open("order_lines", (call) => answering(call, () => null));

  const results = await write(
    Array.from({ length: 100 }, (_, i) => create(`l${i}`, { name: "Mug", quantity: "1" }, { parentId: `o${i % 3}` })),
  );

  expect(results.size).toBe(100);
  expect(calls.map(({ path }) => path)).toEqual(["/crm/objects/2026-09/line_items/batch/create"]);
  expect(calls[0]?.body.inputs?.[4]).toEqual({
    objectWriteTraceId: "l4",
    properties: { name: "Mug", quantity: "1", tandem_line_key: "shop:l4" },
    associations: [{ to: { id: "o1" }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 514 }] }],
  });
});

test("parts that say the same never are the same to HubSpot, which would make one of them", async () => {
  const { write, calls } = open("cart_lines", (call) => answering(call, () => null));

  await write([create("a", { name: "Mug" }, { parentId: "c" }), create("b", { name: "Mug" }, { parentId: "c" })]);

  const properties = inputsOf(calls[0] as FakeCall).map((input) => JSON.stringify(input.properties));
  expect(new Set(properties).size).toBe(2);
});

test("a part whose whole is gone waits for the whole to be read again, and its batch is written", async () => {
  const invalid = {
    category: "VALIDATION_ERROR",
    message: "One or more associations are invalid",
    context: { INVALID_OBJECT_IDS: ["ORDER=gone is not valid"], objectId: ["gone"] },
  };
  const { write } = open("order_lines", (call) =>
    JSON.stringify(call.body).includes('"gone"') ? { status: 400, body: invalid } : answering(call, () => null),
  );

  const results = await write([
    create("a", { name: "Mug" }, { parentId: "o1" }),
    create("b", { name: "Mug" }, { parentId: "gone" }),
  ]);

  expect(results.get("a")?.kind).toBe("written");
  expect(results.get("b")).toMatchObject({ kind: "failed", error: { kind: "transient", code: "parent_gone" } });
});

test.each([
  ["another product's SKU", "hs_sku"],
  ["our own key", "tandem_variant_key"],
])("a create that wants %s is held, and the property named", async (_, property) => {
  const { write } = open("products", (call) =>
    answering(call, ({ objectWriteTraceId }) => (objectWriteTraceId === "b" ? taken(property) : null)),
  );

  const results = await write([create("a", { name: "Mug" }), create("b", { name: "Cup", hs_sku: "x" })]);

  expect(results.get("a")?.kind).toBe("written");
  expect(results.get("b")).toEqual({ kind: "held", holderId: "555", property });
});

test("an update to a SKU that is taken fails and names it", async () => {
  const { write } = open("products", (call) => answering(call, () => taken("hs_sku")));

  const results = await write([update("1", { hs_sku: "x" })]);

  expect(results.get("1")).toMatchObject({
    kind: "failed",
    error: { kind: "permanent", code: "value_taken", details: { property: "hs_sku" } },
  });
});

test("a stage that the portal has no more is named by its id", async () => {
  const { write } = open("orders", (call) => answering(call, () => wrong("hs_pipeline_stage", "INVALID_OPTION")));

  const results = await write([create("a", { hs_pipeline: "p", hs_pipeline_stage: "s" })]);

  expect(results.get("a")).toMatchObject({
    kind: "failed",
    error: { code: "stage_missing", details: { property: "hs_pipeline_stage", stage: "s" } },
  });
});

test.each([
  ["PROPERTY_DOESNT_EXIST", "property_missing"],
  ["READ_ONLY_VALUE", "property_read_only"],
])(
  "a property of HubSpot's own that is refused whole as %s fails those that name it, in two requests",
  async (code, expected) => {
    const { write, calls, repairs } = open("orders", (call) =>
      inputsOf(call).some(({ properties }) => "hs_order_note" in properties)
        ? { status: 400, body: wrong("hs_order_note", code) }
        : answering(call, () => null),
    );

    const results = await write(
      Array.from({ length: 60 }, (_, i) => create(`${i}`, i % 2 ? { hs_order_note: "x" } : { hs_order_name: "#1" })),
    );

    const failed = [...results].filter(([, { kind }]) => kind === "failed");
    expect(failed).toHaveLength(30);
    expect(failed[0]?.[1]).toMatchObject({ error: { code: expected, details: { property: "hs_order_note" } } });
    expect(calls).toHaveLength(2);
    expect(repairs).toEqual([]);
  },
);

test.each([
  ["property", "PROPERTY_DOESNT_EXIST", "tandem_shop"],
  ["option", "INVALID_OPTION", "tandem_status"],
])("a %s of ours that is gone is made again and the record written", async (_, code, property) => {
  const state = open("products", (call) =>
    answering(call, () => (state.repairs.length === 0 ? wrong(property, code) : null)),
  );

  const results = await state.write([create("a", { [property]: "active" })]);

  expect(results.get("a")?.kind).toBe("written");
  expect(state.repairs).toHaveLength(1);
});

test("an option that HubSpot's own property lacks is left to a person", async () => {
  const { write, repairs } = open("orders", (call) => answering(call, () => wrong("hs_order_name", "INVALID_OPTION")));

  const results = await write([create("a", { hs_order_name: "x" })]);

  expect(results.get("a")).toMatchObject({ kind: "failed", error: { code: "option_missing" } });
  expect(repairs).toEqual([]);
});

test.each([400, 403])("an account that is full (%i) is found out without asking for each record", async (status) => {
  let room = 30;
  const { write, calls } = open("products", (call) => {
    const count = inputsOf(call).length;
    if (count > room) {
      return { status, body: { message: "This account has reached its limit of 100 products" } };
    }
    room -= count;
    return answering(call, () => null);
  });

  const results = await write(Array.from({ length: 100 }, (_, i) => create(`p${i}`, { name: "x" })));

  const kinds = [...results.values()].map((result) => (result.kind === "failed" ? result.error.code : result.kind));
  expect(kinds.filter((kind) => kind === "written")).toHaveLength(30);
  expect(kinds.filter((kind) => kind === "limit_reached")).toHaveLength(70);
  expect(calls.length).toBeLessThan(30);
});

test("an object that the portal lacks fails each record, and throws nothing", async () => {
  const { write, calls } = open("carts", () => ({
    status: 400,
    body: { category: "VALIDATION_ERROR", message: "Unable to infer object type from: carts" },
  }));

  const results = await write(Array.from({ length: 50 }, (_, i) => create(`c${i}`, { hs_cart_name: "x" })));

  const codes = [...results.values()].map((one) => (one.kind === "failed" ? one.error.code : one.kind));
  expect(codes).toHaveLength(50);
  expect(new Set(codes)).toEqual(new Set(["object_unavailable"]));
  expect(calls).toHaveLength(1);
});
