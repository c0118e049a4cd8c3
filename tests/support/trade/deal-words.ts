import type { ObjectKey, SideRecord, Value, Values } from "#app/sync/record.ts";

/** What the checks call an order's or cart's property, and what a deal calls it. */
const dealNames: Readonly<Record<string, string>> = {
  hs_order_note: "description",
  hs_total_price: "amount",
  hs_external_order_id: "tandem_order_id",
  hs_external_canceled_date: "tandem_cancelled_at",
  hs_external_cart_id: "tandem_cart_id",
  hs_pipeline_stage: "dealstage",
  hs_external_status: "tandem_checkout_status",
};
const orderStages: Readonly<Record<string, string>> = { checkout_completed: "open" };
const cartStatuses: Readonly<Record<string, string>> = { pending: "abandoned", completed: "recovered" };

/** Deals as the orders or carts that they are, in the words of those; what is neither is left out. */
export function dealsAs(object: ObjectKey, deals: readonly SideRecord[]): SideRecord[] {
  const isOrder = ({ values }: SideRecord) => Boolean(values.tandem_order_key);
  const mine = deals.filter((deal) =>
    object === "orders" ? isOrder(deal) : deal.values.tandem_cart_key && !isOrder(deal),
  );
  return mine.map((deal) => ({ ...deal, values: { ...deal.values, ...inWords(deal.values) } }));
}

function inWords(values: Values): Values {
  const named = Object.entries(dealNames).map(([word, name]) => [word, values[name] ?? null] as const);
  const words = Object.fromEntries(named);
  const say = (of: Readonly<Record<string, string>>, word: Value | undefined) => of[word ?? ""] ?? word ?? null;
  return {
    ...words,
    hs_pipeline_stage: say(orderStages, words.hs_pipeline_stage),
    hs_external_status: say(cartStatuses, words.hs_external_status),
  };
}

/** An edit of an order's or cart's property as one of its deal's. */
export function asDealEdit(field: string, value: Value): Values {
  const name = dealNames[field] ?? field;
  return { [name]: field === "hs_pipeline_stage" && value === "open" ? "checkout_completed" : value };
}

/** Line items of a mode, by the key that the checks know. */
export function linesOfMode(lines: readonly SideRecord[], isDeals: boolean): SideRecord[] {
  const key = isDeals ? "tandem_deal_line_key" : "tandem_line_key";
  const own = lines.filter(({ values }) => values[key]);
  return own.map((line) => ({ ...line, values: { ...line.values, tandem_line_key: line.values[key] ?? null } }));
}
