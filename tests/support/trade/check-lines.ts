import type { SideRecord } from "#app/sync/record.ts";
import type { Present } from "./check-trade.ts";
import { breach } from "./check-trade.ts";
import { checkedFields } from "./checked-fields.ts";
import type { TradeModel } from "./run-trade.ts";
import type { TradeWorld } from "./trade-world.ts";

/** An order's and a cart's line items in HubSpot are exactly those that it has in Shopify: none twice, none left over. */
export async function checkLines(world: TradeWorld, model: TradeModel, present: Present): Promise<void> {
  const lines = await world.records("hubspot", "order_lines");
  const keys = lines.flatMap(({ values }) => values.tandem_line_key ?? []);
  if (new Set(keys).size !== keys.length) throw breach("a line is one in HubSpot", keys);
  const owned = new Set<string>();
  for (const object of ["orders", "carts"] as const) {
    const now = present.get(object);
    const part = object === "orders" ? "order_lines" : "cart_lines";
    const mine = new Map<string, SideRecord[]>();
    for (const line of lines)
      for (const whole of await world.associated(part, line.id, object)) {
        owned.add(line.id);
        mine.set(whole, [...(mine.get(whole) ?? []), line]);
      }
    for (const { status, shopifyId, hubspotId } of now?.states ?? []) {
      if (status !== "in_sync") continue;
      const wanted = now?.shopify.get(shopifyId ?? "")?.children ?? [];
      compare(part, wanted, mine.get(hubspotId ?? "") ?? []);
    }
  }
  const isAnyOrderDeleted = [...model.deletedInHubspot].some((name) => /^(orders|carts):/.test(name));
  const left = lines.filter(({ id, values }) => values.tandem_line_key && !owned.has(id));
  if (left.length > 0 && !isAnyOrderDeleted) throw breach("no line is left over", left);
}

function compare(
  part: "order_lines" | "cart_lines",
  wanted: readonly SideRecord[],
  found: readonly SideRecord[],
): void {
  const say = (records: readonly SideRecord[], side: "shopify" | "hubspot") =>
    records
      .map(({ values }) => (checkedFields[part] ?? []).map((field) => field.normal(values[field[side]])))
      .map((entry) => JSON.stringify(entry))
      .sort();
  const [own, theirs] = [say(wanted, "shopify"), say(found, "hubspot")];
  if (own.join() !== theirs.join()) throw breach(`lines are those in Shopify (${part})`, { own, theirs });
}
