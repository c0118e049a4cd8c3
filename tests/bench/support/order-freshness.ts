import { waitFor } from "../../../bin/serve/wait-for.ts";
import { startOrderShop } from "./order-shop.ts";
import { describeTimes, timeEach } from "./time-each.ts";

const [order, line] = ["0-123", "0-8"];
const withinMs = 30_000;

/** How long a placed order takes to be in HubSpot with its three lines, and its fulfilment to move it to another stage there. */
export async function timeOrders(count: number): Promise<Record<string, object>> {
  const bench = await startOrderShop(3);
  try {
    await bench.turnOn(["customers", "products"]);
    await bench.untilQuiet(120_000);
    await bench.turnOn(["orders"]);
    await bench.untilQuiet(120_000);
    const { shop, portal } = bench;
    const { records } = portal.space(order);
    const [model] = shop.orders.list();
    const lineItems = (model?.lineItems ?? []).map(({ id: _, ...item }) => item);
    const findOrder = (id: number) => records.findBy("tandem_order_key", `${shop.shop.domain}:${id}`);
    const customers = shop.customers.list().slice(0, count);

    const placed: number[] = [];
    const toPlace = await timeEach(customers, async ({ id: customerId, email }) => {
      const outcome = shop.orders.create({ customerId, email, lineItems, shipping: "5.00" });
      if (!outcome.ok) throw new Error(outcome.errors.map(({ message }) => message).join("; "));
      placed.push(outcome.value.id);
      await waitFor(
        "the order with its lines",
        withinMs,
        async () => {
          const found = findOrder(outcome.value.id);
          return found !== undefined && portal.associations.of({ typeId: order, id: found.id }, line).size === 3;
        },
        2,
      );
    });
    const toFulfil = await timeEach(placed, async (id) => {
      const stage = () => findOrder(id)?.values.get("hs_pipeline_stage");
      const before = stage();
      const outcome = shop.orders.fulfil(id);
      if (!outcome.ok) throw new Error(outcome.errors.map(({ message }) => message).join("; "));
      await waitFor("the order's stage to change", withinMs, async () => stage() !== before, 2);
    });
    return {
      "order placed → with its lines": describeTimes(toPlace),
      "order fulfilled → stage": describeTimes(toFulfil),
    };
  } finally {
    await bench.stack.stop();
  }
}
