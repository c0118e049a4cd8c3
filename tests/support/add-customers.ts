import type { ShopState } from "#sandbox/shopify/state.ts";

// Long before any test: what changed within two seconds of a first sync's start is read once more by the sweep, and whether these were
// would hang on how fast the machine is.
const createdAt = "2024-05-02T09:30:00Z";

/** Fills a stand-in shop with customers `person1@example.com` … that it has had for long, as an import does: nobody is told. */
export function addCustomers({ customers }: Pick<ShopState, "customers">, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    const outcome = customers.load({
      email: `person${n}@example.com`,
      firstName: `Given ${n}`,
      lastName: "Person",
      tags: ["bench"],
      createdAt,
    });
    if (!outcome.ok) throw new Error(outcome.errors.map((error) => error.message).join("; "));
  }
}
