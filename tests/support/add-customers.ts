import type { ShopState } from "#sandbox/shopify/state.ts";

/** Fills a stand-in shop with customers `person1@example.com` … as an import does: nobody is told. */
export function addCustomers({ customers }: Pick<ShopState, "customers">, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    const outcome = customers.load({
      email: `person${n}@example.com`,
      firstName: `Given ${n}`,
      lastName: "Person",
      tags: ["bench"],
    });
    if (!outcome.ok) throw new Error(outcome.errors.map((error) => error.message).join("; "));
  }
}
