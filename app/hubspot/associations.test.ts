import { expect, test } from "vitest";
import type { ObjectKey } from "#app/sync/record.ts";
import type { FakeAnswer, FakeCall } from "#tests/support/fake-hubspot-transport.ts";
import { fakeTransport } from "#tests/support/fake-hubspot-transport.ts";
import { createAssociationLabels } from "./association-labels.ts";
import { associationsOf } from "./associations.ts";

const types: Partial<Record<ObjectKey, string>> = {
  customers: "contacts",
  companies: "companies",
  orders: "orders",
  carts: "carts",
};
const caller = { portalId: "77", lane: "live" } as const;

function open(answer: (call: FakeCall) => FakeAnswer) {
  const time = { now: 0 };
  const transport = fakeTransport(answer);
  const labels = createAssociationLabels({ transport, clock: { now: () => new Date(time.now) } });
  const port = associationsOf({ transport, labels, objectType: (key) => types[key] ?? key }, caller);
  return {
    port,
    time,
    calls: transport.calls,
    paths: () => transport.calls.map(({ path }) => path.split("2026-09")[1]),
  };
}

const pair = (fromId: string, toId: string, label: string | null = null) => ({ fromId, toId, label });
const complete = (more: object = {}) => ({ status: 200, body: { status: "COMPLETE", results: [], ...more } });
const notThere = (...ids: string[]) => ({
  message: "One or more associations are invalid",
  category: "VALIDATION_ERROR",
  context: { INVALID_OBJECT_IDS: ids.map((id) => `CONTACT=${id} is not valid`), objectId: ids },
});

test("writes 4,500 associations of the default type in three requests", async () => {
  const { port, calls } = open(() => complete());

  const outcomes = await port.write(
    "orders",
    "customers",
    Array.from({ length: 4_500 }, (_, i) => pair(`${i}`, `c${i}`)),
  );

  expect(calls.map(({ path, body }) => [path, body.inputs?.length])).toEqual([
    ["/crm/associations/2026-09/orders/contacts/batch/associate/default", 2_000],
    ["/crm/associations/2026-09/orders/contacts/batch/associate/default", 2_000],
    ["/crm/associations/2026-09/orders/contacts/batch/associate/default", 500],
  ]);
  expect(calls[0]?.body.inputs?.[0]).toEqual({ from: { id: "0" }, to: { id: "c0" } });
  expect(new Set(outcomes)).toEqual(new Set(["done"]));
  expect(outcomes).toHaveLength(4_500);
});

test("pairs a partial answer with what was asked, and asks again for what it does not mention", async () => {
  const { port, calls } = open(({ body }) => {
    if (body.inputs?.length !== 4) return complete();
    return {
      status: 207,
      body: { results: [{ from: { id: "1" }, to: { id: "a" } }], numErrors: 1, errors: [notThere("b")] },
    };
  });

  const outcomes = await port.write("orders", "customers", [
    pair("1", "a"),
    pair("2", "b"),
    pair("3", "c"),
    pair("4", "d"),
  ]);

  expect(outcomes).toEqual(["done", "gone", "done", "done"]);
  expect(calls).toHaveLength(3);
});

test("a batch that is refused whole is halved until the culprit stands alone", async () => {
  const { port } = open(({ body }) => {
    const isBad = JSON.stringify(body).includes('"bad"');
    return isBad ? { status: 400, body: notThere("bad") } : complete();
  });

  const outcomes = await port.write("orders", "customers", [pair("1", "a"), pair("2", "bad"), pair("3", "c")]);

  expect(outcomes).toEqual(["done", "gone", "done"]);
});

test("two objects that a portal does not associate fail at once, for all", async () => {
  const { port, calls } = open(() => ({
    status: 400,
    body: { message: "No default association type exists from CART to COMPANY", category: "VALIDATION_ERROR" },
  }));

  const outcomes = await port.write("carts", "companies", [pair("1", "a"), pair("2", "b")]);

  expect(outcomes).toMatchObject([
    { kind: "permanent", code: "association_unavailable" },
    { kind: "permanent", code: "association_unavailable" },
  ]);
  expect(calls).toHaveLength(1);
});

test("an object that the portal lacks fails its pairs, a lost permission everything", async () => {
  const lacking = (scope: string) => () => ({
    status: 403,
    body: { category: "MISSING_SCOPES", errors: [{ context: { requiredGranularScopes: [scope] } }] },
  });

  const outcomes = await open(lacking("crm.objects.carts.write")).port.write("carts", "customers", [pair("1", "a")]);

  expect(outcomes).toMatchObject([{ kind: "permanent", code: "object_unavailable" }]);
  await expect(
    open(lacking("crm.objects.contacts.write")).port.write("orders", "customers", [pair("1", "a")]),
  ).rejects.toMatchObject({ kind: "reconnect" });
});

/** A portal that keeps labels, with those of HubSpot's own. */
function labelling({ refuses = false } = {}) {
  const known = [
    { category: "HUBSPOT_DEFINED", typeId: 2, label: "Primary" },
    { category: "HUBSPOT_DEFINED", typeId: 280, label: null as string | null },
  ];
  const answer = ({ method, path, body }: FakeCall): FakeAnswer => {
    if (!path.endsWith("/labels")) return complete();
    if (method === "GET") return { body: { results: known } };
    if (refuses) return { status: 400, body: { message: "No more than 10 labels are allowed between two objects" } };
    known.push({ category: "USER_DEFINED", typeId: 900 + known.length, label: String(body.label) });
    return { status: 201, body: { results: [] } };
  };
  return { known, answer };
}

test("a label is made once in a portal and written beside the default type", async () => {
  const { port, calls, paths } = open(labelling().answer);

  await port.write("companies", "customers", [pair("1", "a", "Buyer"), pair("1", "b")]);
  const outcomes = await port.write("companies", "customers", [pair("2", "c", "buyer")]);

  expect(outcomes).toEqual(["done"]);
  expect(paths()).toEqual([
    "/companies/contacts/labels",
    "/companies/contacts/labels",
    "/companies/contacts/labels",
    "/companies/contacts/batch/associate/default",
    "/companies/contacts/batch/create",
    "/companies/contacts/batch/create",
  ]);
  expect(calls[1]?.body).toMatchObject({ label: "Buyer", name: expect.stringMatching(/^tandem_buyer_[0-9a-f]{8}$/) });
  expect(calls[4]?.body.inputs).toEqual([
    {
      from: { id: "1" },
      to: { id: "a" },
      types: [
        { associationCategory: "USER_DEFINED", associationTypeId: 902 },
        { associationCategory: "HUBSPOT_DEFINED", associationTypeId: 280 },
      ],
    },
  ]);
});

test("two roles of one person are one input, and both are done", async () => {
  const { port, calls } = open(labelling().answer);

  const outcomes = await port.write("companies", "customers", [pair("1", "a", "Buyer"), pair("1", "a", "会計")]);

  const [input, ...others] = calls.at(-1)?.body.inputs ?? [];
  expect(outcomes).toEqual(["done", "done"]);
  expect(others).toEqual([]);
  expect(input?.types).toHaveLength(3);
});

test("labels are looked up again after ten minutes", async () => {
  const { port, time, paths } = open(labelling().answer);
  await port.write("companies", "customers", [pair("1", "a", "Buyer")]);
  const before = paths().length;

  time.now = 9 * 60_000;
  await port.write("companies", "customers", [pair("1", "a", "Buyer")]);
  time.now = 20 * 60_000;
  await port.write("companies", "customers", [pair("1", "a", "Buyer")]);

  expect(paths().slice(before)).toEqual([
    "/companies/contacts/batch/create",
    "/companies/contacts/labels",
    "/companies/contacts/batch/create",
  ]);
});

test("a portal that takes no more labels is associated without, and asked once", async () => {
  const { port, paths } = open(labelling({ refuses: true }).answer);

  const first = await port.write("companies", "customers", [pair("1", "a", "Buyer")]);
  const second = await port.write("companies", "customers", [pair("2", "b", "Buyer")]);

  expect([...first, ...second]).toEqual(["done", "done"]);
  expect(paths().filter((path) => path?.endsWith("/associate/default"))).toHaveLength(2);
  expect(paths().filter((path) => path?.endsWith("/labels"))).toHaveLength(3);
});

test("a portal that does not even list labels is associated without", async () => {
  const { port } = open(({ path }) => (path.endsWith("/labels") ? { status: 403, body: {} } : complete()));

  expect(await port.write("companies", "customers", [pair("1", "a", "Buyer")])).toEqual(["done"]);
});

test("a label that was deleted in the portal is made again", async () => {
  const portal = labelling();
  const isKnown = (body: FakeCall["body"]) =>
    (body.inputs ?? []).every(({ types }) =>
      (types as { associationTypeId: number }[]).every(({ associationTypeId }) =>
        portal.known.some(({ typeId }) => typeId === associationTypeId),
      ),
    );
  const { port } = open((call) => {
    if (!call.path.endsWith("/batch/create") || isKnown(call.body)) return portal.answer(call);
    return {
      status: 400,
      body: { message: "invalid", context: { INVALID_ASSOCIATION_TYPE_ID: ["USER_DEFINED=902"] } },
    };
  });
  await port.write("companies", "customers", [pair("1", "a", "Buyer")]);

  portal.known.splice(2, 1, { category: "USER_DEFINED", typeId: 950, label: "Other" });
  const outcomes = await port.write("companies", "customers", [pair("2", "b", "Buyer")]);

  expect(outcomes).toEqual(["done"]);
  expect(portal.known.map(({ label }) => label)).toContain("Buyer");
});

test.each([200, 204])("removes whole associations grouped by record, and takes %i for an answer", async (status) => {
  const { port, calls } = open(() => (status === 204 ? { status } : complete()));

  const outcomes = await port.remove("companies", "customers", [pair("1", "a"), pair("1", "b"), pair("2", "c")]);

  expect(outcomes).toEqual(["done", "done", "done"]);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({
    path: "/crm/associations/2026-09/companies/contacts/batch/archive",
    body: {
      inputs: [
        { from: { id: "1" }, to: [{ id: "a" }, { id: "b" }] },
        { from: { id: "2" }, to: [{ id: "c" }] },
      ],
    },
  });
});

test("removes a label alone, and one that the portal never had is done", async () => {
  const portal = labelling();
  portal.known.push({ category: "USER_DEFINED", typeId: 7, label: "Buyer" });
  const { port, calls } = open(portal.answer);

  const outcomes = await port.remove("companies", "customers", [pair("1", "a", "Buyer"), pair("1", "b", "Nobody")]);

  expect(outcomes).toEqual(["done", "done"]);
  expect(calls.at(-1)).toMatchObject({
    path: "/crm/associations/2026-09/companies/contacts/batch/labels/archive",
    body: {
      inputs: [
        {
          from: { id: "1" },
          to: { id: "a" },
          types: [{ associationCategory: "USER_DEFINED", associationTypeId: 7 }],
        },
      ],
    },
  });
});
